// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ConcatenationOptions;
import io.lanewise.tflite.schema.ResizeBilinearOptions;
import io.lanewise.tflite.schema.ResizeNearestNeighborOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that move elements without computing. */
final class LayoutOperators {

    private LayoutOperators() {}

    static Operator concatenation(OperatorSource source) {
        ConcatenationOptions options = source.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions());
        int rank = source.tensor(source.input(0)).shape().rank();
        Refusal.unless(options.axis() >= -rank && options.axis() < rank, "axis %d is not one of inputs with %d dimensions",
                options.axis(), rank);
        return new Concatenation(source.inputs(), source.output(), options.axis() < 0 ? options.axis() + rank : options.axis(),
                Activations.of(options.fusedActivationFunction()));
    }

    static Operator pad(OperatorSource source) {
        int rank = source.tensor(source.input(0)).shape().rank();
        List<Integer> paddings = source.integers(1);
        Refusal.unless(paddings.size() == 2 * rank, "%d paddings do not fit an input with %d dimensions", paddings.size(), rank);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            before.add(paddings.get(2 * d));
            after.add(paddings.get(2 * d + 1));
        }
        return new Pad(source.input(0), source.output(), before, after);
    }

    /** With the lowest value it is for {@link PaddedMaxPools} to see what follows. */
    static Operator padV2(OperatorSource source) {
        Tensor value = padValue(source);
        Refusal.unless(value.isConstant() && value.shape().elements() == 1
                && (isZero(value) || PaddedMaxPools.isLowest(value)),
                "padding with a value other than a constant zero is not supported; use PAD");
        return pad(source);
    }

    static Tensor padValue(OperatorSource source) {
        return source.tensor(source.input(2));
    }

    static Operator transpose(OperatorSource source) {
        return new Transpose(source.input(0), source.output(), source.integers(1));
    }

    static Operator resizeNearest(OperatorSource source) {
        ResizeNearestNeighborOptions options = source.options(BuiltinOptions.ResizeNearestNeighborOptions,
                new ResizeNearestNeighborOptions());
        requireResized(source);
        return new Resize(source.input(0), source.output(), ResizeMethod.NEAREST, options.alignCorners(),
                options.halfPixelCenters());
    }

    static Operator resizeBilinear(OperatorSource source) {
        ResizeBilinearOptions options = source.options(BuiltinOptions.ResizeBilinearOptions, new ResizeBilinearOptions());
        requireResized(source);
        return new Resize(source.input(0), source.output(), ResizeMethod.BILINEAR, options.alignCorners(),
                options.halfPixelCenters());
    }

    /** TFLite sizes the output by the second input; a file whose output has another shape is refused. */
    private static void requireResized(OperatorSource source) {
        List<Integer> size = source.integers(1);
        Shape input = source.tensor(source.input(0)).shape();
        Shape output = source.tensor(source.output()).shape();
        Refusal.unless(input.rank() == 4 && size.size() == 2, "of %s to %d sizes; one image's height and width are resized", input,
                size.size());
        int[] resized = {input.dim(0), size.get(0), size.get(1), input.dim(3)};
        Refusal.unless(Arrays.equals(resized, output.dims()), "resizes to %s, but its output has shape %s",
                Arrays.toString(resized).replace(" ", ""), output);
    }

    static boolean isZero(Tensor value) {
        if (value.type() == DataType.FLOAT32) {
            return value.data().getFloat() == 0;
        }
        return value.type() == DataType.INT8 && value.quantization() != null
                && value.data().get() == value.quantization().zeroPoint();
    }
}
