// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.instructions.activation.SoftmaxParameters;
import io.lanewise.instructions.elementwise.AddParameters;
import io.lanewise.instructions.elementwise.MulParameters;
import io.lanewise.instructions.reduction.MeanParameters;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out by hand. That the kernels that use them agree with TFLite, the operators' tests show. */
class ParametersTest {

    /**
     * 31 x 2^26 / 2^shift is the largest difference that Q5.26 holds. A factor beyond 2^31 is capped: only 0 is left.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1073741824, 27, -15",
        "0.5, 1, 1073741824, 26, -31",
        "0.75, 1, 1610612736, 26, -31",
        "1, 3, 1610612736, 28, -7",
        "16, 2, 2147483647, 31, 0",
        "1e9, 1, 2147483647, 31, 0",
        "5.9604644775390625e-8, 1, 1073741824, 3, -260046848"
    })
    void softmax(float scale, float beta, int multiplier, int shift, int differenceMinimum) {
        Tensor in = int8("in", Quantization.perTensor(scale, 3), 2, 5);
        Tensor out = int8("out", Quantization.perTensor(1f / 256, -128), 2, 5);
        assertEquals(new SoftmaxParameters(multiplier, shift, differenceMinimum), SoftmaxParameters.of(in, out, beta));
    }

    /**
     * 1 = 2^30 x 2^(1 - 31); 1/49: 5 doublings, floor(2^35 / 49); 1/64 is exact. A ratio of 2^-31 allows no doubling.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1073741824, 1",
        "1, 49, 701219150, -4",
        "1, 64, 1073741824, -5",
        "0.75, 3, 1073741824, -1",
        "4.656612873077393e-10, 10, 214748364, -31"
    })
    void mean(float ratio, int reduced, int multiplier, int shift) {
        Tensor in = int8("in", Quantization.perTensor(ratio, -7), 2, reduced, 3);
        Tensor out = int8("out", Quantization.perTensor(1, 9), 2, 3);
        assertEquals(new MeanParameters(-7, 9, multiplier, shift), MeanParameters.of(in, out, reduced));
    }

    /** Twice the larger scale is 1: the inputs' factors are 1/2 and 1/8, the output's 1 / 2^20 / 2. */
    @Test
    void add() {
        Tensor left = int8("left", Quantization.perTensor(0.5f, 1), 4);
        Tensor right = int8("right", Quantization.perTensor(0.125f, -2), 4);
        Tensor out = int8("out", Quantization.perTensor(2, 3), 4);
        assertEquals(
                new AddParameters(
                        1,
                        -2,
                        3,
                        new QuantizedMultiplier(1 << 30, 0),
                        new QuantizedMultiplier(1 << 30, -2),
                        new QuantizedMultiplier(1 << 30, -20),
                        20,
                        new ActivationRange(3, 6)),
                AddParameters.of(left, right, out, Activation.RELU6));
    }

    /** 0.1f x 0.07f / 0.03f, each operation rounded to float32; in double the multiplier would be 2004318155. */
    @Test
    void mulScalesAreMultipliedInFloat32() {
        Tensor left = int8("left", Quantization.perTensor(0.1f, 1), 4);
        Tensor right = int8("right", Quantization.perTensor(0.07f, -2), 4);
        Tensor out = int8("out", Quantization.perTensor(0.03f, 3), 4);
        assertEquals(
                new MulParameters(1, -2, 3, new QuantizedMultiplier(2004318208, -2), new ActivationRange(-128, 127)),
                MulParameters.of(left, right, out, Activation.NONE));
    }

    /** 0.1f / 0.03f in float32 for RELU, in double for QUANTIZE. */
    @Test
    void reluScalesAreDividedInFloat32() {
        Tensor in = int8("in", Quantization.perTensor(0.1f, 1), 4);
        Tensor out = int8("out", Quantization.perTensor(0.03f, 2), 4);
        assertEquals(
                1789569792, Requantization.ofClamp(in, out, Activation.RELU).multipliers()[0]);
        assertEquals(1789569773, Requantization.ofRescaling(in, out).multipliers()[0]);
    }

    /** 0.3f x 0.01f / 0.07f in double; in float32 the multiplier would be 1472560256. */
    @Test
    void convolutionScalesAreMultipliedInDouble() {
        Tensor weights = new Tensor(
                "weights",
                DataType.INT8,
                Shape.of(1, 1, 1, 1),
                Quantization.perTensor(0.01f, 0),
                ByteBuffer.allocate(1));
        Layer layer = new Layer(
                int8("in", Quantization.perTensor(0.3f, 0), 1, 1, 1, 1),
                weights,
                null,
                int8("out", Quantization.perTensor(0.07f, 0), 1, 1, 1, 1),
                0,
                Activation.NONE,
                warning -> {});
        Requantization requantization = Requantization.of(layer, Weights.of(layer));
        assertEquals(1472560235, requantization.multipliers()[0]);
        assertEquals(-4, requantization.shifts()[0]);
    }

    private static Tensor int8(String name, Quantization quantization, int... dims) {
        return new Tensor(name, DataType.INT8, Shape.of(dims), quantization, null);
    }
}
