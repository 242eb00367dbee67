// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Functions of one value. */
public final class ActivationSamples {

    private ActivationSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        RELU_16X16X32(relu(Shape.of(1, 16, 16, 32))),
        LOGISTIC_16X16X32(logistic(Shape.of(1, 16, 16, 32))),
        TANH_16X16X32(tanh(Shape.of(1, 16, 16, 32))),
        LEAKY_RELU_16X16X32(leakyRelu(Shape.of(1, 16, 16, 32))),
        PRELU_16X16X32(prelu(Shape.of(1, 16, 16, 32))),
        L2_NORMALIZATION_64X64(l2Normalization(Shape.of(64, 64))),
        LOG_SOFTMAX_64X64(logSoftmax(Shape.of(64, 64))),
        SOFTMAX_1X10(softmax(Shape.of(1, 10))),
        SOFTMAX_64X64(softmax(Shape.of(64, 64))),
        /** One operator on one element: what an operator costs whatever its size. */
        ONE_ELEMENT(relu(Shape.of(1, 1)));

        private final SizedOperator operator;

        Sized(SizedOperator operator) {
            this.operator = operator;
        }

        @Override
        public SizedOperator operator() {
            return operator;
        }
    }

    static List<OperatorSample> all() {
        return List.of(
                new OperatorSample("RELU", 8, Form.REALS_AND_INTEGERS, ActivationSamples::relu),
                new OperatorSample("LOGISTIC", 9, Form.REALS_AND_INTEGERS, ActivationSamples::logistic),
                new OperatorSample("SOFTMAX", 10, Form.REALS_AND_INTEGERS, ActivationSamples::softmax),
                new OperatorSample("LEAKY_RELU", 19, Form.REALS_AND_INTEGERS, ActivationSamples::leakyRelu),
                new OperatorSample(
                        "PRELU", 20, Form.REALS_AND_INT8_BY_INT4, Form.REALS_AND_INT8, ActivationSamples::prelu),
                new OperatorSample("TANH", 21, Form.REALS_AND_INTEGERS, ActivationSamples::tanh),
                new OperatorSample("EXP", 22, Form.REALS_AND_INTEGERS, ActivationSamples::exp),
                new OperatorSample("GELU", 23, Form.REALS_AND_INT8, ActivationSamples::gelu),
                new OperatorSample("HARD_SWISH", 24, Form.REALS_AND_INT8, ActivationSamples::hardSwish),
                new OperatorSample(
                        "ROUNDING",
                        33,
                        Form.REALS,
                        b -> real(
                                b, UnaryFunction.CEIL, UnaryFunction.FLOOR, UnaryFunction.ROUND, UnaryFunction.SQUARE)),
                new OperatorSample("L2_NORMALIZATION", 47, Form.REALS_AND_INT8, ActivationSamples::l2Normalization),
                new OperatorSample("LOG_SOFTMAX", 48, Form.REALS_AND_INT8, ActivationSamples::logSoftmax),
                new OperatorSample("NOT", 49, Form.TRUTHS, b -> real(b, UnaryFunction.LOGICAL_NOT)),
                new OperatorSample(
                        "MAGNITUDE", 50, Form.ALL_BUT_TRUTHS, Form.REALS_AND_INTEGERS, ActivationSamples::magnitude),
                new OperatorSample("NEG", 51, Form.ALL_BUT_TRUTHS, ActivationSamples::negation),
                new OperatorSample("SIGN", 52, Form.REALS_AND_WHOLE_NUMBERS, b -> real(b, UnaryFunction.SIGN)),
                new OperatorSample("PERIODIC", 53, Form.REALS, b -> real(b, UnaryFunction.COS, UnaryFunction.SIN)),
                new OperatorSample("ELU", 34, Form.REALS, b -> real(b, UnaryFunction.ELU)),
                // Near 0, lines between int16 values are far from the functions.
                new OperatorSample(
                                "ROOT",
                                35,
                                Form.REALS_AND_INTEGERS,
                                b -> root(b, UnaryFunction.LOG, UnaryFunction.RSQRT, UnaryFunction.SQRT))
                        .realInOnnx(Form.INT16));
    }

    /** Nothing is below 0, which int8 says by its zero point. */
    private static Graph root(SampleBuilder b, UnaryFunction... functions) {
        if (b.isWide() || !b.isQuantized()) {
            b.positive();
        }
        int[] dims = b.shape(b.between(1, 4), 9);
        int input = b.input(Quantization.perTensor(b.reaching(b.scale(1e-3, 1)), b.isWide() ? 0 : -128), dims);
        int output = b.output(b.perTensor(b.reaching(b.scale(1e-2, 1))), dims);
        return b.build(new Unary(functions[b.between(0, functions.length - 1)], input, output));
    }

    private static Graph magnitude(SampleBuilder b) {
        float scale = b.scale(1e-3, 1);
        return unary(b, UnaryFunction.ABS, scale, b.oneIn(3) ? scale : scale * b.scale(0.3, 3));
    }

    private static Graph negation(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        Quantization quantization = Quantization.perTensor(b.scale(1e-3, 1), 0);
        return b.build(new Unary(UnaryFunction.NEG, b.input(quantization, dims), b.output(quantization, dims)));
    }

    private static Graph l2Normalization(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        int output = b.output(Quantization.perTensor(1f / 128, 0), dims);
        return b.build(new L2Normalization(b.input(b.perTensor(b.scale(1e-3, 1)), dims), output));
    }

    private static Graph logSoftmax(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        dims[dims.length - 1] = b.oneIn(5) ? b.between(100, 255) : b.between(1, 40);
        int output = b.output(Quantization.perTensor(1f / 16, 127), dims);
        return b.build(new LogSoftmax(b.input(b.perTensor(b.scale(1e-3, 1)), dims), output));
    }

    private static Quantization probability(SampleBuilder b) {
        return b.isWide() ? Quantization.perTensor(1f / 32768, 0) : Quantization.perTensor(1f / 256, -128);
    }

    static Graph relu(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        float scale = b.scale(1e-3, 1);
        // TFLite has no int16 RELU_N1_TO_1, the last.
        Activation activation = Activation.values()[b.between(1, Activation.values().length - (b.isWide() ? 2 : 1))];
        int input = b.input(b.perTensor(scale), dims);
        int output = b.output(b.perTensor(b.oneIn(2) ? scale : scale * b.scale(0.1, 10)), dims);
        return b.build(new Relu(input, output, activation));
    }

    static Graph logistic(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Logistic(
                b.input(b.perTensor(b.reaching(b.scale(1e-3, 2))), dims), b.output(probability(b), dims)));
    }

    /** Up to 255 classes: with more of them equal, TFLite shifts by more than 31 bits, which it checks against. */
    static Graph softmax(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        dims[dims.length - 1] = b.oneIn(5) ? b.between(100, 255) : b.between(1, 40);
        float beta = b.oneIn(2) ? 1 : b.scale(0.1, 4);
        int input = b.input(b.perTensor(b.reaching(b.scale(1e-3, 1))), dims);
        return b.build(new Softmax(input, b.output(probability(b), dims), beta));
    }

    static Graph leakyRelu(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        int output = b.output(b.perTensor(scale * b.scale(0.1, 10)), dims);
        return b.build(new LeakyRelu(input, output, b.scale(0.01, 2)));
    }

    /** A slope for each channel, or for each element. */
    static Graph prelu(SampleBuilder b) {
        int[] dims = b.shape(4, 7);
        int[] slopes = b.oneIn(2) ? new int[] {1, 1, dims[3]} : new int[] {dims[1], dims[2], dims[3]};
        float scale = b.scale(1e-3, 1);
        int input = b.input(b.perTensor(scale), dims);
        int slope = b.weights(b.perTensor(b.scale(1e-3, 0.02)), slopes);
        return b.build(new Prelu(input, slope, b.output(b.perTensor(scale * b.scale(0.3, 4)), dims)));
    }

    static Graph tanh(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Unary(
                UnaryFunction.TANH,
                b.input(b.perTensor(b.reaching(b.oneIn(5) ? 1f / (b.oneIn(2) ? 8 : 16) : b.scale(1e-3, 0.2))), dims),
                b.output(Quantization.perTensor(b.isWide() ? 1f / 32768 : 1f / 128, 0), dims)));
    }

    static Graph exp(SampleBuilder b) {
        return unary(b, UnaryFunction.EXP, b.reaching(b.scale(1e-3, 0.05)), b.reaching(b.scale(1e-3, 0.1)));
    }

    static Graph gelu(SampleBuilder b) {
        float scale = b.scale(1e-3, 1);
        return unary(b, UnaryFunction.GELU, scale, scale * b.scale(0.5, 2));
    }

    static Graph hardSwish(SampleBuilder b) {
        float scale = b.scale(1e-3, 1);
        // Output scales past 512 times the input's too, where TFLite shifts 16-bit values by 16 bits and more.
        float ratio = b.oneIn(3) ? b.scale(0.01, 1 << 24) : b.scale(0.5, 2);
        return unary(b, UnaryFunction.HARD_SWISH, scale, scale * ratio);
    }

    /** One of functions that integers do not have. */
    private static Graph real(SampleBuilder b, UnaryFunction... functions) {
        return unary(b, functions[b.between(0, functions.length - 1)], 1, 1);
    }

    private static Graph unary(SampleBuilder b, UnaryFunction function, float in, float out) {
        int[] dims = b.shape(b.between(1, 4), 9);
        return b.build(new Unary(function, b.input(b.perTensor(in), dims), b.output(b.perTensor(out), dims)));
    }

    public static SizedOperator relu(Shape shape) {
        return unary(shape, Quantization.perTensor(0.03f, -128), (in, out) -> new Relu(in, out, Activation.RELU));
    }

    public static SizedOperator logistic(Shape shape) {
        return unary(shape, SizedGraph.PROBABILITY, Logistic::new);
    }

    public static SizedOperator tanh(Shape shape) {
        return unary(shape, Quantization.perTensor(1f / 128, 0), (in, out) -> new Unary(UnaryFunction.TANH, in, out));
    }

    public static SizedOperator leakyRelu(Shape shape) {
        return unary(shape, SizedGraph.OTHER, (in, out) -> new LeakyRelu(in, out, 0.1f));
    }

    /** Along the last dimension. */
    public static SizedOperator softmax(Shape shape) {
        return unary(shape, SizedGraph.PROBABILITY, (in, out) -> new Softmax(in, out, 1));
    }

    /** With a slope for each channel. */
    public static SizedOperator prelu(Shape shape) {
        return graph -> {
            int slopes = graph.weights(Shape.of(1, 1, shape.dim(3)), -1);
            graph.add(new Prelu(graph.input(shape), slopes, graph.activation(shape, SizedGraph.OTHER)));
        };
    }

    /** Along the last dimension. */
    public static SizedOperator l2Normalization(Shape shape) {
        return unary(shape, Quantization.perTensor(1f / 128, 0), L2Normalization::new);
    }

    /** Along the last dimension. */
    public static SizedOperator logSoftmax(Shape shape) {
        return unary(shape, Quantization.perTensor(1f / 16, 127), LogSoftmax::new);
    }

    private static SizedOperator unary(Shape shape, Quantization output, Maker operator) {
        return graph -> graph.add(operator.of(graph.input(shape), graph.activation(shape, output)));
    }

    private interface Maker {
        Operator of(int input, int output);
    }
}
