// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ConcatenationOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that move elements without computing. */
final class MovementReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.CONCATENATION, BuiltinOperator.PAD, BuiltinOperator.PADV2 -> 5;
            case BuiltinOperator.BROADCAST_TO -> 3;
            case BuiltinOperator.EXPAND_DIMS, BuiltinOperator.RESHAPE -> 1;
            case BuiltinOperator.SLICE, BuiltinOperator.TRANSPOSE -> 6;
            case BuiltinOperator.SQUEEZE -> 2;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.BROADCAST_TO -> broadcast(source);
                    case BuiltinOperator.CONCATENATION -> concatenation(source);
                    case BuiltinOperator.EXPAND_DIMS, BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE ->
                        new Reshape(source.input(0), source.output());
                    case BuiltinOperator.PAD -> pad(source);
                    case BuiltinOperator.PADV2 -> padV2(source);
                    case BuiltinOperator.SLICE -> slice(source);
                    case BuiltinOperator.TRANSPOSE ->
                        new Transpose(source.input(0), source.output(), source.integers(1));
                    default -> throw source.unknown();
                });
    }

    /** To the shape that its second input says; where that is computed, the output's is all that is known. */
    private static Operator broadcast(OperatorSource source) {
        if (source.tensor(source.input(1)).isConstant()) {
            source.requireShape(
                    source.output(),
                    source.integers(1).stream().mapToInt(d -> d).toArray());
        }
        return new BroadcastTo(source.input(0), source.output());
    }

    private static Operator concatenation(OperatorSource source) {
        ConcatenationOptions options = source.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions());
        return new Concatenation(
                source.inputs(),
                source.output(),
                source.axis(
                        options.axis(), source.tensor(source.input(0)).shape().rank()),
                Activations.of(options.fusedActivationFunction()));
    }

    private static Operator pad(OperatorSource source) {
        int rank = source.tensor(source.input(0)).shape().rank();
        List<Integer> paddings = source.integers(1);
        Problem.unless(
                paddings.size() == 2 * rank,
                "%d paddings do not fit an input with %d dimensions",
                paddings.size(),
                rank);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            before.add(paddings.get(2 * d));
            after.add(paddings.get(2 * d + 1));
        }
        return new Pad(source.input(0), source.output(), before, after);
    }

    /** With the lowest value it is for {@link PaddedMaxPools} to see what follows. */
    private static Operator padV2(OperatorSource source) {
        Tensor value = padValue(source);
        Problem.unless(
                value.isConstant()
                        && value.shape().elements() == 1
                        && (isZero(value) || PaddedMaxPools.isLowest(value)),
                "padding with a value other than a constant zero is not supported; use PAD");
        return pad(source);
    }

    static Tensor padValue(OperatorSource source) {
        return source.tensor(source.input(2));
    }

    static boolean isZero(Tensor value) {
        if (value.type() == DataType.FLOAT32) {
            return value.data().getFloat() == 0;
        }
        return value.type() == DataType.INT8
                && value.quantization() != null
                && value.data().get() == value.quantization().zeroPoint();
    }

    /**
     * TFLite sizes the output by what is cut out, whatever shape the file says; one whose two statements differ is
     * refused.
     */
    private static Operator slice(OperatorSource source) {
        Shape shape = source.tensor(source.input(0)).shape();
        List<Integer> begin = source.integers(1);
        List<Integer> size = source.integers(2);
        Problem.unless(
                begin.size() == shape.rank() && size.size() == shape.rank(),
                "%d begins and %d sizes for %d dimensions",
                begin.size(),
                size.size(),
                shape.rank());
        int[] sizes = new int[shape.rank()];
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = size.get(d) == -1 ? shape.dim(d) - begin.get(d) : size.get(d);
        }
        source.requireShape(source.output(), sizes);
        return new Slice(source.input(0), source.output(), begin, Collections.nCopies(shape.rank(), 1));
    }
}
