// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Closeness.Effect;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Pools, reductions, and operators that only move elements. */
final class ShapeGrowth {
    private static final Set<DataType> ALL = Set.of(DataType.INT8, DataType.INT16, DataType.FLOAT32);

    private ShapeGrowth() {}

    static void addTo(GrowthTable table) {
        table.add(AveragePool2d.class, ShapeGrowth::averagePool2d, Effect.SMOOTH);
        table.add(BroadcastTo.class, ShapeGrowth::broadcast, Effect.MOVES);
        table.add(Concatenation.class, ShapeGrowth::concatenation, Effect.MOVES);
        // A chain of operators does not give what the custom ones that there are take.
        table.add(Custom.class, sketch -> false, Effect.SMOOTH);
        table.add(MaxPool2d.class, ShapeGrowth::maxPool2d, Effect.MOVES);
        table.add(Mean.class, ShapeGrowth::mean, Effect.SMOOTH);
        table.add(Pad.class, ShapeGrowth::pad, Effect.MOVES);
        table.add(Reduce.class, ShapeGrowth::reduce, (graph, operator) -> switch (operator.function()) {
            case ALL, ANY, MAX, MIN -> Effect.MOVES;
            case PROD, SUM -> Effect.SMOOTH;
        });
        table.add(Reshape.class, ShapeGrowth::reshape, Effect.MOVES);
        table.add(Resize.class, ShapeGrowth::resize, (graph, operator) -> switch (operator.method()) {
            case NEAREST -> Effect.MOVES;
            case BILINEAR -> Effect.SMOOTH;
        });
        table.add(Slice.class, ShapeGrowth::slice, Effect.MOVES);
        table.add(Transpose.class, ShapeGrowth::transpose, Effect.MOVES);
    }

    /** A window over an image [N,H,W,C], padded as TensorFlow's SAME or not at all, with at least one output cell. */
    static Window window(Sketch s, int[] image, boolean dilated) {
        int kernelHeight = s.oneIn(4) ? 1 : s.between(1, 5);
        int kernelWidth = s.oneIn(4) ? 1 : s.between(1, 5);
        int strideHeight = s.between(1, 3);
        int strideWidth = s.between(1, 3);
        int dilationHeight = dilated && s.oneIn(4) ? s.between(2, 3) : 1;
        int dilationWidth = dilated && s.oneIn(4) ? s.between(2, 3) : 1;
        Window valid =
                Window.valid(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth);
        boolean fits = valid.outputHeight(image[1]) > 0 && valid.outputWidth(image[2]) > 0;
        return fits && s.oneIn(2)
                ? valid
                : Window.same(
                        kernelHeight,
                        kernelWidth,
                        strideHeight,
                        strideWidth,
                        dilationHeight,
                        dilationWidth,
                        image[1],
                        image[2]);
    }

    static boolean averagePool2d(Sketch s) {
        return pool(s, true);
    }

    static boolean maxPool2d(Sketch s) {
        return pool(s, false);
    }

    private static boolean pool(Sketch s, boolean average) {
        int input = s.pick(ALL, 4, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        Window window = window(s, dims, false);
        int output = s.like(input, dims[0], window.outputHeight(dims[1]), window.outputWidth(dims[2]), dims[3]);
        s.add(
                average
                        ? new AveragePool2d(input, output, window, s.activation())
                        : new MaxPool2d(input, output, window, s.activation()));
        return true;
    }

    /** Axes that are neighbours, and the sizes that are left. */
    private record Reduction(List<Integer> axes, boolean keepDims, int[] dims) {

        static Reduction of(Sketch s, int[] dims) {
            int first = s.between(0, dims.length - 1);
            int last = s.between(first, dims.length - 1);
            boolean keepDims = s.oneIn(2) || last - first + 1 == dims.length;
            List<Integer> axes = new ArrayList<>();
            List<Integer> left = new ArrayList<>();
            for (int d = 0; d < dims.length; d++) {
                if (d < first || d > last) {
                    left.add(dims[d]);
                } else {
                    axes.add(d);
                    if (keepDims) {
                        left.add(1);
                    }
                }
            }
            return new Reduction(axes, keepDims, left.stream().mapToInt(i -> i).toArray());
        }
    }

    static boolean mean(Sketch s) {
        int input = s.pick(ALL, 1, 4);
        if (input < 0) {
            return false;
        }
        Reduction reduction = Reduction.of(s, s.dims(input));
        int output = s.oneIn(3) ? s.like(input, reduction.dims) : s.rescaled(input, s.scaleOf(input), reduction.dims);
        s.add(new Mean(input, output, reduction.axes, reduction.keepDims));
        return true;
    }

    static boolean reduce(Sketch s) {
        ReduceFunction function = s.oneOf(List.of(ReduceFunction.values()));
        Set<DataType> types = switch (function) {
            case ALL, ANY -> Set.of(DataType.BOOL);
            case MAX, MIN -> Set.of(DataType.INT8, DataType.INT16, DataType.FLOAT32, DataType.INT32);
            case PROD, SUM -> Set.of(DataType.FLOAT32, DataType.INT32);
        };
        int input = s.pick(types, 1, 4);
        if (input < 0) {
            return false;
        }
        Reduction reduction = Reduction.of(s, s.dims(input));
        s.add(new Reduce(function, input, s.like(input, reduction.dims), reduction.axes, reduction.keepDims));
        return true;
    }

    /** With others that differ in one size at most, itself among them. */
    static boolean concatenation(Sketch s) {
        int first = s.pick(ALL, 1, 4);
        if (first < 0) {
            return false;
        }
        int[] dims = s.dims(first);
        int axis = s.oneIn(2) ? dims.length - 1 : s.between(0, dims.length - 1);
        List<Integer> inputs = new ArrayList<>(List.of(first));
        int total = dims[axis];
        for (int more = s.between(0, 3); more > 0; more--) {
            int next = s.oneIn(6)
                    ? s.constant("part", s.tensor(first).type(), s.tensor(first).quantization(), dims)
                    : s.pick(other -> joins(s.tensor(first), other, axis));
            total += s.dims(next)[axis];
            inputs.add(next);
        }
        int[] shape = dims.clone();
        shape[axis] = total;
        if (s.tensor(first).shape().elements() / dims[axis] * total > Sketch.MOST_ELEMENTS) {
            return false;
        }
        s.add(new Concatenation(inputs, s.like(first, shape), axis, Activation.NONE));
        return true;
    }

    private static boolean joins(Tensor one, Tensor other, int axis) {
        int[] expected = one.shape().dims();
        if (other.shape().rank() != expected.length) {
            return false;
        }
        expected[axis] = other.shape().dim(axis);
        return one.type() == other.type()
                && Objects.equals(one.quantization(), other.quantization())
                && java.util.Arrays.equals(expected, other.shape().dims());
    }

    /** Dimensions of one cell are repeated, or a new one in front is. */
    static boolean broadcast(Sketch s) {
        int input = s.pick(ALL, 1, 4);
        if (input < 0 || s.tensor(input).shape().elements() > Sketch.MOST_ELEMENTS / 8) {
            return false;
        }
        int[] dims = s.dims(input);
        boolean repeated = false;
        for (int d = 0; d < dims.length && !repeated; d++) {
            repeated = dims[d] == 1 && d > 0;
            dims[d] = repeated ? s.between(2, 4) : dims[d];
        }
        if (!repeated) {
            dims = IntStream.concat(IntStream.of(s.between(1, 3)), IntStream.of(dims))
                    .toArray();
        }
        s.add(new BroadcastTo(input, s.like(input, dims)));
        return true;
    }

    static boolean pad(Sketch s) {
        int input = s.pick(ALL, 1, 4);
        if (input < 0 || s.tensor(input).shape().elements() > Sketch.MOST_ELEMENTS / 8) {
            return false;
        }
        int[] padded = s.dims(input);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int d = 0; d < padded.length; d++) {
            before.add(s.oneIn(2) ? 0 : s.between(0, 2));
            after.add(s.oneIn(2) ? 0 : s.between(0, 2));
            padded[d] += before.get(d) + after.get(d);
        }
        s.add(new Pad(input, s.like(input, padded), before, after));
        return true;
    }

    /** Two neighbouring dimensions become one, or a 1 comes in, or all becomes rows. */
    static boolean reshape(Sketch s) {
        int input = s.pick(ALL, 1, 5);
        if (input < 0) {
            return false;
        }
        List<Integer> dims = new ArrayList<>();
        for (int dim : s.dims(input)) {
            dims.add(dim);
        }
        for (int changes = s.between(1, 3); changes > 0; changes--) {
            if (dims.size() > 1 && (dims.size() == 5 || s.oneIn(2))) {
                int at = s.between(0, dims.size() - 2);
                dims.set(at, dims.get(at) * dims.remove(at + 1));
            } else {
                int at = s.between(0, dims.size() - 1);
                int factor = s.between(1, dims.get(at));
                boolean divides = dims.get(at) % factor == 0;
                dims.add(at, divides ? factor : 1);
                dims.set(at + 1, dims.get(at + 1) / (divides ? factor : 1));
            }
        }
        s.add(new Reshape(input, s.like(input, dims.stream().mapToInt(i -> i).toArray())));
        return true;
    }

    static boolean resize(Sketch s) {
        ResizeMethod method = s.oneOf(List.of(ResizeMethod.values()));
        int input = s.pick(method == ResizeMethod.NEAREST ? ALL : Set.of(DataType.INT8, DataType.FLOAT32), 4, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int height = s.between(1, 12);
        int width = s.between(1, 12);
        int kind = s.between(0, 2);
        if (dims[0] * height * width * dims[3] > Sketch.MOST_ELEMENTS) {
            return false;
        }
        s.add(new Resize(input, s.like(input, dims[0], height, width, dims[3]), method, kind == 1, kind == 2));
        return true;
    }

    /** Steps of one, or of any size forwards and backwards. */
    static boolean slice(Sketch s) {
        int input = s.pick(ALL, 1, 4);
        if (input < 0) {
            return false;
        }
        boolean strided = s.oneIn(2);
        int[] dims = s.dims(input);
        List<Integer> begin = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        for (int d = 0; d < dims.length; d++) {
            int from = s.oneIn(2) ? 0 : s.between(0, dims[d] - 1);
            int stride = !strided ? 1 : s.oneIn(2) ? s.between(1, 3) : -s.between(1, 3);
            int room = stride > 0 ? (dims[d] - 1 - from) / stride : from / -stride;
            begin.add(from);
            strides.add(stride);
            dims[d] = s.oneIn(2) ? room + 1 : s.between(1, room + 1);
        }
        s.add(new Slice(input, s.like(input, dims), begin, strides));
        return true;
    }

    static boolean transpose(Sketch s) {
        int input = s.pick(ALL, 2, 5);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        List<Integer> permutation = new ArrayList<>();
        for (int d = 0; d < dims.length; d++) {
            permutation.add(s.between(0, d), d);
        }
        s.add(new Transpose(
                input, s.like(input, permutation.stream().mapToInt(d -> dims[d]).toArray()), permutation));
        return true;
    }
}
