// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What moves values to other places. */
final class MovementTranslations {

    private MovementTranslations() {}

    static void add() {
        OperatorTranslations.add(
                BroadcastTo.class,
                (operator, t) -> write(
                        t,
                        operator.output(),
                        t.tf.broadcastTo(t.value(operator.input()), dims(t.tf, t.shape(operator.output())))));
        OperatorTranslations.add(Concatenation.class, MovementTranslations::concatenate);
        OperatorTranslations.add(Pad.class, MovementTranslations::pad);
        OperatorTranslations.add(
                Reshape.class,
                (operator, t) -> write(
                        t,
                        operator.output(),
                        t.tf.reshape(t.value(operator.input()), dims(t.tf, t.shape(operator.output())))));
        OperatorTranslations.add(Slice.class, MovementTranslations::slice);
        OperatorTranslations.add(
                Transpose.class,
                (operator, t) -> write(
                        t,
                        operator.output(),
                        t.tf.linalg.transpose(t.value(operator.input()), integers(t.tf, operator.permutation()))));
        OperatorTranslations.add(Gather.class, MovementTranslations::gather);
        OperatorTranslations.add(Resize.class, MovementTranslations::resize);
    }

    private static void write(Translation t, int output, Operand<TFloat32> value) {
        t.write(output, value, Activation.NONE);
    }

    /** TensorFlow joins two and more. */
    private static void concatenate(Concatenation operator, Translation t) {
        List<Operand<TFloat32>> parts = operator.inputs().stream().map(t::value).toList();
        t.write(
                operator.output(),
                parts.size() == 1 ? t.tf.identity(parts.get(0)) : t.tf.concat(parts, t.tf.constant(operator.axis())),
                operator.activation());
    }

    private static void pad(Pad operator, Translation t) {
        int[][] paddings = new int[operator.before().size()][];
        for (int d = 0; d < paddings.length; d++) {
            paddings[d] = new int[] {operator.before().get(d), operator.after().get(d)};
        }
        write(
                t,
                operator.output(),
                paddings.length == 0
                        ? t.value(operator.input())
                        : t.tf.pad(t.value(operator.input()), t.tf.constant(paddings), t.tf.constant(0f)));
    }

    /** Where strides are not all 1, by positions: the last cell of a negative stride has no end before it. */
    private static void slice(Slice operator, Translation t) {
        Shape out = t.shape(operator.output());
        Operand<TFloat32> value = t.value(operator.input());
        if (operator.strides().stream().allMatch(stride -> stride == 1)) {
            write(t, operator.output(), t.tf.slice(value, integers(t.tf, operator.begin()), dims(t.tf, out)));
            return;
        }
        for (int d = 0; d < out.rank(); d++) {
            int begin = operator.begin().get(d);
            int stride = operator.strides().get(d);
            int[] positions =
                    IntStream.range(0, out.dim(d)).map(i -> begin + i * stride).toArray();
            value = t.tf.gather(value, t.tf.constant(positions), t.tf.constant(d));
        }
        write(t, operator.output(), value);
    }

    private static void gather(Gather operator, Translation t) {
        Translation.require(operator.batchDims() == 0, "positions of each batch have no translation");
        int[] positions = t.constantIntegers(operator.indices());
        int size = t.shape(operator.input()).dim(operator.axis());
        for (int position : positions) {
            Translation.require(position >= 0 && position < size, "position " + position + " of " + size);
        }
        var shaped = t.tf.reshape(t.tf.constant(positions), dims(t.tf, t.shape(operator.indices())));
        write(t, operator.output(), t.tf.gather(t.value(operator.input()), shaped, t.tf.constant(operator.axis())));
    }

    private static void resize(Resize operator, Translation t) {
        Shape out = t.shape(operator.output());
        Operand<TFloat32> image = t.value(operator.input());
        var size = t.tf.constant(new int[] {out.dim(1), out.dim(2)});
        write(
                t,
                operator.output(),
                operator.method() == ResizeMethod.NEAREST
                        ? t.tf.image.resizeNearestNeighbor(
                                image,
                                size,
                                ResizeNearestNeighbor.alignCorners(operator.alignCorners()),
                                ResizeNearestNeighbor.halfPixelCenters(operator.halfPixelCenters()))
                        : t.tf.image.resizeBilinear(
                                image,
                                size,
                                ResizeBilinear.alignCorners(operator.alignCorners()),
                                ResizeBilinear.halfPixelCenters(operator.halfPixelCenters())));
    }

    private static Operand<TInt32> dims(Ops tf, Shape shape) {
        return tf.constant(shape.dims());
    }

    private static Operand<TInt32> integers(Ops tf, List<Integer> values) {
        return tf.constant(values.stream().mapToInt(Integer::intValue).toArray());
    }
}
