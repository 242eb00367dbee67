// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Closeness.Effect;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Convolutions and products of matrices. */
final class WeightedGrowth {
    private static final Set<DataType> ALL = Set.of(DataType.INT8, DataType.INT16, DataType.FLOAT32);
    private static final Set<DataType> PRODUCTS = ALL.stream()
            .filter(type -> type == DataType.FLOAT32
                    || new BatchMatMul(0, 1, 2).noForm(type).isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    private static final int MOST_CHANNELS = 24;

    private WeightedGrowth() {}

    static void addTo(GrowthTable table) {
        table.add(BatchMatMul.class, WeightedGrowth::batchMatMul, Effect.SMOOTH);
        table.add(Conv2d.class, WeightedGrowth::conv2d, WeightedGrowth::effect);
        table.add(DepthwiseConv2d.class, WeightedGrowth::depthwiseConv2d, WeightedGrowth::effect);
        table.add(FullyConnected.class, WeightedGrowth::fullyConnected, WeightedGrowth::effect);
        table.add(TransposeConv.class, WeightedGrowth::transposeConv, WeightedGrowth::effect);
    }

    /** Inputs that are quantized at run time are rounded. */
    private static Effect effect(Graph graph, WeightedOperator operator) {
        return operator.isDynamicRange(graph) ? Effect.STEEP : Effect.SMOOTH;
    }

    /** The constants of an operator and the scale that its sums have. */
    private record Constants(int weights, int bias, float natural) {}

    static boolean conv2d(Sketch s) {
        int input = s.pick(ALL, 4, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int groups = s.oneIn(4) ? divisor(s, dims[3]) : 1;
        int channels = groups * s.between(1, Math.max(1, MOST_CHANNELS / groups));
        Window window = ShapeGrowth.window(s, dims, true);
        Constants constants = constants(
                s,
                input,
                0,
                channels,
                !s.oneIn(20),
                channels,
                window.kernelHeight(),
                window.kernelWidth(),
                dims[3] / groups);
        int output = s.rescaled(
                input, constants.natural, dims[0], window.outputHeight(dims[1]), window.outputWidth(dims[2]), channels);
        s.add(new Conv2d(input, constants.weights, constants.bias, output, window, s.activation()));
        return true;
    }

    static boolean depthwiseConv2d(Sketch s) {
        int input = s.pick(ALL, 4, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int channels = dims[3] * (s.oneIn(3) ? s.between(1, 3) : 1);
        Window window = ShapeGrowth.window(s, dims, true);
        Constants constants =
                constants(s, input, 3, channels, !s.oneIn(4), 1, window.kernelHeight(), window.kernelWidth(), channels);
        int output = s.rescaled(
                input, constants.natural, dims[0], window.outputHeight(dims[1]), window.outputWidth(dims[2]), channels);
        s.add(new DepthwiseConv2d(input, constants.weights, constants.bias, output, window, s.activation()));
        return true;
    }

    /** Without a form for the dynamic range or weights of int4. */
    static boolean transposeConv(Sketch s) {
        int input = s.pick(ALL, 4, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        int stride = s.between(1, 3);
        int kernel = s.between(1, 4);
        int channels = s.between(1, MOST_CHANNELS);
        boolean valid = s.oneIn(2);
        int extra = s.between(0, stride - 1);
        int height = valid ? (dims[1] - 1) * stride + kernel + extra : dims[1] * stride - extra;
        int width = valid ? (dims[2] - 1) * stride + kernel : dims[2] * stride;
        Window window = valid
                ? Window.valid(kernel, kernel, stride, stride, 1, 1)
                : Window.same(kernel, kernel, stride, stride, 1, 1, height, width);
        Constants constants = constants(s, input, 0, channels, !s.oneIn(3), channels, kernel, kernel, dims[3]);
        DataType stored = s.tensor(constants.weights).type();
        if (stored == DataType.INT4
                || stored == DataType.INT8 && s.tensor(input).type() == DataType.FLOAT32) {
            return false;
        }
        int output = s.rescaled(input, constants.natural, dims[0], height, width, channels);
        s.add(new TransposeConv(input, constants.weights, constants.bias, output, window, s.activation()));
        return true;
    }

    /** Rows are the last dimension, or several of the last. */
    static boolean fullyConnected(Sketch s) {
        int input = s.pick(ALL, 2, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        boolean keepDims = s.oneIn(2);
        int depth = dims[dims.length - 1];
        for (int d = dims.length - 2; d > 0 && !keepDims && s.oneIn(2); d--) {
            depth *= dims[d];
        }
        int channels = s.between(1, MOST_CHANNELS);
        Constants constants = constants(s, input, 0, channels, !s.oneIn(4), channels, depth);
        int[] shape = {s.tensor(input).shape().elements() / depth, channels};
        if (keepDims) {
            shape = dims.clone();
            shape[shape.length - 1] = channels;
        }
        s.add(new FullyConnected(
                input,
                constants.weights,
                constants.bias,
                s.rescaled(input, constants.natural, shape),
                s.activation(),
                keepDims,
                s.oneIn(2)));
        return true;
    }

    /** With an activation that fits, itself among them, else with a constant. */
    static boolean batchMatMul(Sketch s) {
        int left = s.pick(PRODUCTS, 2, 4);
        if (left < 0) {
            return false;
        }
        boolean leftTransposed = s.oneIn(4);
        int[] dims = leftTransposed ? transposed(s.dims(left)) : s.dims(left);
        DataType type = s.tensor(left).type();
        int depth = dims[dims.length - 1];
        boolean rightTransposed = s.oneIn(4);
        int right = s.pick(tensor -> tensor.type() == type
                && multiplies(
                        rightTransposed
                                ? transposed(tensor.shape().dims())
                                : tensor.shape().dims(),
                        dims));
        if (right < 0 || s.oneIn(3)) {
            Quantization scale = s.quantization(type, s.scale(1e-3, 1));
            int columns = s.between(1, MOST_CHANNELS);
            right = s.constant(
                    "matrix", type, scale, rightTransposed ? columns : depth, rightTransposed ? depth : columns);
        }
        int[] factor = rightTransposed ? transposed(s.dims(right)) : s.dims(right);
        int[] shape = dims.clone();
        shape[shape.length - 1] = factor[factor.length - 1];
        int output = s.rescaled(left, product(s.tensor(left), s.tensor(right), depth), shape);
        s.add(new BatchMatMul(left, right, output, leftTransposed, rightTransposed));
        return true;
    }

    private static int[] transposed(int[] dims) {
        int[] swapped = dims.clone();
        if (dims.length >= 2) {
            swapped[dims.length - 2] = dims[dims.length - 1];
            swapped[dims.length - 1] = dims[dims.length - 2];
        }
        return swapped;
    }

    /** The scale that sums of {@code depth} products have; of floats any. */
    private static float product(Tensor left, Tensor right, int depth) {
        return left.type() == DataType.FLOAT32
                ? 1
                : left.quantization().scale() * right.quantization().scale() * (float) (50 * Math.sqrt(depth));
    }

    private static boolean multiplies(int[] dims, int[] left) {
        boolean fits = dims.length >= 2
                && dims.length <= left.length
                && dims[dims.length - 2] == left[left.length - 1]
                && dims[dims.length - 1] <= MOST_CHANNELS;
        for (int d = 3; fits && d <= dims.length; d++) {
            fits = dims[dims.length - d] == left[left.length - d] || dims[dims.length - d] == 1;
        }
        return fits;
    }

    private static int divisor(Sketch s, int number) {
        int groups = s.between(1, number);
        return number % groups == 0 ? groups : number;
    }

    /**
     * Weights in int8 or, of convolutions and dense layers, int4; under float activations in float, stored as int8
     * behind a DEQUANTIZE, or int8 for inputs that are quantized at run time.
     */
    private static Constants constants(Sketch s, int input, int axis, int channels, boolean bias, int... dims) {
        DataType type = s.tensor(input).type();
        int depth = Math.max(1, Arrays.stream(dims).reduce(1, (a, b) -> a * b) / channels);
        if (type == DataType.FLOAT32) {
            return floats(s, axis, channels, bias, depth, dims);
        }
        Quantization scales = s.oneIn(3) && dims.length == 2
                ? Quantization.perTensor(s.scale(1e-4, 0.1), 0)
                : scales(s, channels, axis);
        DataType stored = axis == 0 && s.oneIn(6) ? DataType.INT4 : DataType.INT8;
        int weights = s.constant("weights", stored, scales, dims);
        float largest = 0;
        float[] products = new float[scales.channels()];
        for (int c = 0; c < products.length; c++) {
            largest = Math.max(largest, scales.scale(c));
            products[c] = s.scaleOf(input) * scales.scale(c);
        }
        Quantization biasScales = scales.isPerChannel()
                ? Quantization.perChannel(products, new int[products.length], 0)
                : Quantization.perTensor(products[0], 0);
        float natural = (float) (s.scaleOf(input) * largest * (stored == DataType.INT4 ? 5 : 74) * Math.sqrt(depth));
        return new Constants(
                weights,
                bias ? s.bias(type == DataType.INT16 ? DataType.INT64 : DataType.INT32, biasScales, channels) : -1,
                natural);
    }

    private static Constants floats(Sketch s, int axis, int channels, boolean bias, int depth, int... dims) {
        int offset = bias ? s.constant("bias", DataType.FLOAT32, null, channels) : -1;
        int weights = switch (s.between(0, 5)) {
            case 0 -> {
                int stored = s.constant("stored", DataType.INT8, scales(s, channels, axis), dims);
                int reals = s.tensor(DataType.FLOAT32, null, dims);
                s.computed(new Dequantize(stored, reals));
                yield reals;
            }
            case 1 ->
                s.constant(
                        "weights",
                        DataType.INT8,
                        s.oneIn(2)
                                ? scales(s, channels, axis)
                                : Quantization.perTensor((float) (0.01 / Math.sqrt(depth)), 0),
                        dims);
            default -> s.constant("weights", DataType.FLOAT32, null, dims);
        };
        return new Constants(weights, offset, 1);
    }

    private static Quantization scales(Sketch s, int channels, int axis) {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = s.scale(1e-4, 0.1);
        }
        return Quantization.perChannel(scales, new int[channels], axis);
    }
}
