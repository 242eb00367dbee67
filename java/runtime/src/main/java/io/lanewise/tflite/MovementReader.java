// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
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
import io.lanewise.tflite.schema.StridedSliceOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Operators that move elements without computing. */
final class MovementReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.CONCATENATION, BuiltinOperator.PAD, BuiltinOperator.PADV2 -> 5;
            case BuiltinOperator.EXPAND_DIMS, BuiltinOperator.RESHAPE -> 1;
            case BuiltinOperator.SLICE, BuiltinOperator.TRANSPOSE -> 6;
            case BuiltinOperator.SQUEEZE -> 2;
            case BuiltinOperator.STRIDED_SLICE -> 8;
            default -> 0;
        };
    }

    @Override
    public Operator read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.CONCATENATION -> concatenation(source);
            case BuiltinOperator.EXPAND_DIMS, BuiltinOperator.RESHAPE, BuiltinOperator.SQUEEZE ->
                new Reshape(source.input(0), source.output());
            case BuiltinOperator.PAD -> pad(source);
            case BuiltinOperator.PADV2 -> padV2(source);
            case BuiltinOperator.SLICE -> slice(source);
            case BuiltinOperator.STRIDED_SLICE -> stridedSlice(source);
            case BuiltinOperator.TRANSPOSE -> new Transpose(source.input(0), source.output(), source.integers(1));
            default -> throw source.unknown();
        };
    }

    private static Operator concatenation(OperatorSource source) {
        ConcatenationOptions options = source.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions());
        int rank = source.tensor(source.input(0)).shape().rank();
        Problem.unless(
                options.axis() >= -rank && options.axis() < rank,
                "axis %d is not one of inputs with %d dimensions",
                options.axis(),
                rank);
        return new Concatenation(
                source.inputs(),
                source.output(),
                options.axis() < 0 ? options.axis() + rank : options.axis(),
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
        requireOutput(source, sizes);
        return new Slice(source.input(0), source.output(), begin, Collections.nCopies(shape.rank(), 1));
    }

    /** As a slice; of the masks only those that leave the number of dimensions as it is. */
    private static Operator stridedSlice(OperatorSource source) {
        StridedSliceOptions options = source.options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptions());
        Problem.unless(
                options.ellipsisMask() == 0
                        && options.newAxisMask() == 0
                        && options.shrinkAxisMask() == 0
                        && !options.offset(),
                "ellipsis, new-axis, shrink-axis masks and offsets are not supported");
        Shape shape = source.tensor(source.input(0)).shape();
        List<Integer> begin = source.integers(1);
        List<Integer> end = source.integers(2);
        List<Integer> strides = source.integers(3);
        Problem.unless(
                begin.size() == shape.rank() && end.size() == shape.rank() && strides.size() == shape.rank(),
                "%d begins, %d ends and %d strides for %d dimensions",
                begin.size(),
                end.size(),
                strides.size(),
                shape.rank());
        Problem.unless(!strides.contains(0), "a stride of 0");
        List<Integer> from = new ArrayList<>();
        int[] sizes = new int[shape.rank()];
        for (int d = 0; d < sizes.length; d++) {
            int dim = shape.dim(d);
            boolean forward = strides.get(d) > 0;
            boolean fromFirst = (options.beginMask() >> d & 1) != 0;
            boolean toLast = (options.endMask() >> d & 1) != 0;
            long first = fromFirst ? (forward ? 0 : dim - 1) : bound(begin.get(d), dim, forward);
            long last = toLast ? (forward ? dim : -1) : bound(end.get(d), dim, forward);
            long stride = strides.get(d);
            // The elements from first, last left out, rounded up to whole strides.
            sizes[d] = (int) Math.max(0, (last - first + stride - Long.signum(stride)) / stride);
            from.add((int) first);
        }
        requireOutput(source, sizes);
        return new Slice(source.input(0), source.output(), from, strides);
    }

    /**
     * A begin or end, from the back where it is negative, within the indices that a walk in its direction may start or
     * stop at.
     */
    private static long bound(int index, int dim, boolean forward) {
        long cell = index < 0 ? (long) index + dim : index;
        return forward ? Math.max(0, Math.min(dim, cell)) : Math.max(-1, Math.min(dim - 1, cell));
    }

    private static void requireOutput(OperatorSource source, int[] sizes) {
        Shape output = source.tensor(source.output()).shape();
        Problem.unless(
                Arrays.equals(sizes, output.dims()),
                "cuts out %s, but its output has shape %s",
                Arrays.toString(sizes).replace(" ", ""),
                output);
    }
}
