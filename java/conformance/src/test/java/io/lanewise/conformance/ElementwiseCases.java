// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;

/** Random sums and products with broadcasting, activations and conversions. */
final class ElementwiseCases {
    private ElementwiseCases() {
    }

    private static Quantization probability(CaseBuilder b) {
        return b.isWide() ? Quantization.perTensor(1f / 32768, 0) : Quantization.perTensor(1f / 256, -128);
    }

    private interface Maker {
        Operator make(int left, int right, int output, Activation activation);
    }

    static Graph add(CaseBuilder b) {
        return binary(b, true, Add::new);
    }

    static Graph sub(CaseBuilder b) {
        return binary(b, true, (l, r, o, activation) -> new Binary(BinaryFunction.SUB, l, r, o, activation));
    }

    static Graph mul(CaseBuilder b) {
        return binary(b, false, Mul::new);
    }

    /** Either side may have fewer dimensions or sizes of 1, and may be a constant. */
    private static Graph binary(CaseBuilder b, boolean sum, Maker maker) {
        int rank = b.between(1, 4);
        int[] dims = b.shape(rank, 9);
        int[] left = dims.clone();
        int[] right = dims.clone();
        if (b.oneIn(2)) {
            for (int d = 0; d < rank; d++) {
                switch (b.between(0, 3)) {
                    case 0 -> left[d] = 1;
                    case 1 -> right[d] = 1;
                    default -> { }
                }
            }
        }
        int cut = b.oneIn(3) ? b.between(0, rank - 1) : 0;
        for (int d = 0; d < cut; d++) {
            dims[d] = left[d];
        }
        int[] shorter = java.util.Arrays.copyOfRange(right, cut, rank);
        for (int d = 0; d < rank; d++) {
            dims[d] = Math.max(left[d], d < cut ? 1 : right[d]);
        }
        Quantization leftScale = b.perTensor(b.scale(1e-3, 1));
        Quantization rightScale = b.perTensor(leftScale.scale() * b.scale(0.01, 100));
        float natural = sum ? leftScale.scale() + rightScale.scale() : leftScale.scale() * rightScale.scale() * (b.isWide() ? 64 * 256 : 64);
        int a = b.input(leftScale, left);
        int c = b.oneIn(3) ? b.constant(rightScale, shorter) : b.input(rightScale, shorter);
        int output = b.output(b.perTensor(natural * b.scale(0.1, 4)), dims);
        boolean swap = b.oneIn(2);
        Activation activation = b.activation();
        return b.build(maker.make(swap ? c : a, swap ? a : c, output, activation));
    }

    static Graph relu(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        float scale = b.scale(1e-3, 1);
        // TFLite has no int16 RELU_N1_TO_1, the last.
        Activation activation = Activation.values()[b.between(1, Activation.values().length - (b.isWide() ? 2 : 1))];
        int input = b.input(b.perTensor(scale), dims);
        int output = b.output(b.perTensor(b.oneIn(2) ? scale : scale * b.scale(0.1, 10)), dims);
        return b.build(new Relu(input, output, activation));
    }

    static Graph logistic(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Logistic(b.input(b.perTensor(b.reaching(b.scale(1e-3, 2))), dims),
                b.output(probability(b), dims)));
    }

    /** Up to 255 classes: with more of them equal, TFLite shifts by more than 31 bits, which it checks against. */
    static Graph softmax(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        dims[dims.length - 1] = b.oneIn(5) ? b.between(100, 255) : b.between(1, 40);
        float beta = b.oneIn(2) ? 1 : b.scale(0.1, 4);
        int input = b.input(b.perTensor(b.reaching(b.scale(1e-3, 1))), dims);
        return b.build(new Softmax(input, b.output(probability(b), dims), beta));
    }

    static Graph quantize(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Quantize(b.floatInput(dims), b.output(b.perTensor(b.scale(1e-3, 1)), dims)));
    }

    /** From int16 to int16 or int8; from int8 TFLite 2.21 has no way to int16. */
    static Graph requantize(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        if (b.isWide() && b.oneIn(2)) {
            Quantization int8 = Quantization.perTensor(scale * 256 * b.scale(0.05, 20), b.between(-128, 127));
            return b.build(new Quantize(input, b.output(DataType.INT8, int8, dims)));
        }
        return b.build(new Quantize(input, b.output(b.perTensor(scale * b.scale(0.05, 20)), dims)));
    }

    static Graph dequantize(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Dequantize(b.input(b.perTensor(b.scale(1e-6, 100)), dims), b.floatOutput(dims)));
    }

    static Graph extreme(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        int[] right = dims.clone();
        if (b.oneIn(2)) {
            right[b.between(0, dims.length - 1)] = 1;
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        BinaryFunction function = b.oneIn(2) ? BinaryFunction.MAXIMUM : BinaryFunction.MINIMUM;
        return b.build(new Binary(function, b.input(quantization, dims), b.input(quantization, right),
                b.output(quantization, dims), Activation.NONE));
    }

    static Graph leakyRelu(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        int output = b.output(b.perTensor(scale * b.scale(0.1, 10)), dims);
        return b.build(new LeakyRelu(input, output, b.scale(0.01, 2)));
    }

    /** A slope for each channel, or for each element. */
    static Graph prelu(CaseBuilder b) {
        int[] dims = b.shape(4, 7);
        int[] slopes = b.oneIn(2) ? new int[] {1, 1, dims[3]} : new int[] {dims[1], dims[2], dims[3]};
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        int slope = b.weights(b.perTensor(b.scale(1e-3, 0.02)), slopes);
        return b.build(new Prelu(input, slope, b.output(b.perTensor(scale * b.scale(0.3, 4)), dims)));
    }

    static Graph tanh(CaseBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Unary(UnaryFunction.TANH, b.input(b.perTensor(b.scale(1e-3, 0.2)), dims),
                b.output(Quantization.perTensor(1f / 128, 0), dims)));
    }

    static Graph exp(CaseBuilder b) {
        return unary(b, UnaryFunction.EXP, b.scale(1e-3, 0.05), b.scale(1e-3, 0.1));
    }

    static Graph gelu(CaseBuilder b) {
        float scale = b.scale(1e-3, 1);
        return unary(b, UnaryFunction.GELU, scale, scale * b.scale(0.5, 2));
    }

    static Graph hardSwish(CaseBuilder b) {
        float scale = b.scale(1e-3, 1);
        // Output scales past 512 times the input's too, where TFLite shifts 16-bit values by 16 bits and more.
        float ratio = b.oneIn(3) ? b.scale(0.01, 1 << 24) : b.scale(0.5, 2);
        return unary(b, UnaryFunction.HARD_SWISH, scale, scale * ratio);
    }

    private static Graph unary(CaseBuilder b, UnaryFunction function, float in, float out) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Unary(function, b.input(b.perTensor(in), dims), b.output(b.perTensor(out), dims)));
    }
}
