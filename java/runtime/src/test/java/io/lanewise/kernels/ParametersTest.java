// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.Activation;
import io.lanewise.operators.Window;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out by hand. That the kernels that use them agree with TFLite, the operators' tests show. */
class ParametersTest {

    /** 31 x 2^26 / 2^shift is the largest difference that Q5.26 holds. A factor beyond 2^31 is capped: only 0 is left. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1073741824, 27, -15", "0.5, 1, 1073741824, 26, -31", "0.75, 1, 1610612736, 26, -31",
        "1, 3, 1610612736, 28, -7", "16, 2, 2147483647, 31, 0", "1e9, 1, 2147483647, 31, 0",
        "5.9604644775390625e-8, 1, 1073741824, 3, -260046848"})
    void softmax(float scale, float beta, int multiplier, int shift, int differenceMinimum) {
        Tensor in = int8("in", Quantization.perTensor(scale, 3), 2, 5);
        Tensor out = int8("out", Quantization.perTensor(1f / 256, -128), 2, 5);
        Softmax softmax = new Softmax(0, 1, beta);
        assertEquals(new SoftmaxParameters(multiplier, shift, differenceMinimum),
                SoftmaxParameters.of(graph(softmax, in, out), 0, softmax));
    }

    /** 1 = 2^30 x 2^(1 - 31); 1/49: 5 doublings, floor(2^35 / 49); 1/64 is exact. A ratio of 2^-31 allows no doubling. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1073741824, 1", "1, 49, 701219150, -4", "1, 64, 1073741824, -5", "0.75, 3, 1073741824, -1",
        "4.656612873077393e-10, 10, 214748364, -31"})
    void mean(float ratio, int reduced, int multiplier, int shift) {
        Tensor in = int8("in", Quantization.perTensor(ratio, -7), 2, reduced, 3);
        Tensor out = int8("out", Quantization.perTensor(1, 9), 2, 3);
        Mean mean = new Mean(0, 1, List.of(1), false);
        assertEquals(new MeanParameters(-7, 9, multiplier, shift), MeanParameters.of(graph(mean, in, out), 0, mean));
    }

    /** Twice the larger scale is 1: the inputs' factors are 1/2 and 1/8, the output's 1 / 2^20 / 2. */
    @Test
    void add() {
        Tensor left = int8("left", Quantization.perTensor(0.5f, 1), 4);
        Tensor right = int8("right", Quantization.perTensor(0.125f, -2), 4);
        Tensor out = int8("out", Quantization.perTensor(2, 3), 4);
        Add add = new Add(0, 1, 2, Activation.RELU6);
        Graph graph = new Graph("test", List.of(left, right, out), List.of(add), List.of(0, 1), List.of(2));
        assertEquals(new AddParameters(1, -2, 3, new QuantizedMultiplier(1 << 30, 0), new QuantizedMultiplier(1 << 30, -2),
                new QuantizedMultiplier(1 << 30, -20), 20, new ActivationRange(3, 6)), AddParameters.of(graph, 0, add));
    }

    /** 0.1f x 0.07f / 0.03f, each operation rounded to float32; in double the multiplier would be 2004318155. */
    @Test
    void mulScalesAreMultipliedInFloat32() {
        Tensor left = int8("left", Quantization.perTensor(0.1f, 1), 4);
        Tensor right = int8("right", Quantization.perTensor(0.07f, -2), 4);
        Mul mul = new Mul(0, 1, 2, Activation.NONE);
        Graph graph = new Graph("test", List.of(left, right, int8("out", Quantization.perTensor(0.03f, 3), 4)), List.of(mul),
                List.of(0, 1), List.of(2));
        assertEquals(new MulParameters(1, -2, 3, new QuantizedMultiplier(2004318208, -2), new ActivationRange(-128, 127)),
                MulParameters.of(graph, 0, mul));
    }

    /** 0.1f / 0.03f in float32 for RELU, in double for QUANTIZE. */
    @Test
    void reluScalesAreDividedInFloat32() {
        Tensor in = int8("in", Quantization.perTensor(0.1f, 1), 4);
        Tensor out = int8("out", Quantization.perTensor(0.03f, 2), 4);
        Relu relu = new Relu(0, 1, Activation.RELU);
        Quantize quantize = new Quantize(0, 1);
        assertEquals(1789569792, Requantization.of(graph(relu, in, out), 0, relu).multipliers()[0]);
        assertEquals(1789569773, Requantization.of(graph(quantize, in, out), 0, quantize).multipliers()[0]);
    }

    /** 0.3f x 0.01f / 0.07f in double; in float32 the multiplier would be 1472560256. */
    @Test
    void convolutionScalesAreMultipliedInDouble() {
        Tensor weights = new Tensor("weights", DataType.INT8, Shape.of(1, 1, 1, 1), Quantization.perTensor(0.01f, 0),
                ByteBuffer.allocate(1));
        Conv2d conv = new Conv2d(0, 1, -1, 2, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE);
        Graph graph = new Graph("test", List.of(int8("in", Quantization.perTensor(0.3f, 0), 1, 1, 1, 1), weights,
                int8("out", Quantization.perTensor(0.07f, 0), 1, 1, 1, 1)), List.of(conv), List.of(0), List.of(2));
        assertEquals(1472560235, Requantization.of(graph, 0, conv).multipliers()[0]);
        assertEquals(-4, Requantization.of(graph, 0, conv).shifts()[0]);
    }

    private static Tensor int8(String name, Quantization quantization, int... dims) {
        return new Tensor(name, DataType.INT8, Shape.of(dims), quantization, null);
    }

    private static Graph graph(Operator operator, Tensor in, Tensor out) {
        return new Graph("test", List.of(in, out), List.of(operator), List.of(0), List.of(1));
    }
}
