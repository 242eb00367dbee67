// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.testing.GraphBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Integers with ONNX's rounding, against QLinearMatMul's and QuantizeLinear's definitions in decimal arithmetic. */
class OnnxRoundingTest extends OperatorTest {
    private static final int CHANNELS = 19;
    private final TestValues values = new TestValues(11);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -128, 100})
    void denseLayer(int weightZeroPoint) {
        check(weightZeroPoint, 3, 21, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void convolution(int weightZeroPoint) {
        check(weightZeroPoint, 7, 40, true);
    }

    /** Scales that are powers of two make many exact ties. */
    private void check(int weightZeroPoint, int rows, int depth, boolean convolution) {
        GraphBuilder one = new GraphBuilder();
        Quantization in = Quantization.perTensor(0.25f, -7);
        Quantization out = Quantization.perTensor(2, 5);
        float[] scales = new float[CHANNELS];
        int[] zeroPoints = new int[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            scales[c] = c % 2 == 0 ? 0.0625f : 0.01f * (c + 1);
            zeroPoints[c] = weightZeroPoint;
        }
        byte[] x = values.int8(rows * depth);
        byte[] w = values.int8(CHANNELS * depth);
        int[] bias = values.int32(CHANNELS, 3000);
        Quantization weightScales = Quantization.perChannel(scales, zeroPoints, 0);
        Operator operator = convolution
                ? new Conv2d(
                        one.int8Input(in, 1, 1, rows, depth),
                        one.constant(w, weightScales, CHANNELS, 1, 1, depth),
                        one.constant(bias, CHANNELS),
                        one.int8(out, 1, 1, rows, CHANNELS),
                        Window.valid(1, 1, 1, 1, 1, 1),
                        Activation.RELU6)
                : new FullyConnected(
                        one.int8Input(in, rows, depth),
                        one.constant(w, weightScales, CHANNELS, depth),
                        one.constant(bias, CHANNELS),
                        one.int8(out, rows, CHANNELS),
                        Activation.RELU6,
                        false);
        byte[] expected = new byte[rows * CHANNELS];
        for (int i = 0; i < expected.length; i++) {
            int c = i % CHANNELS;
            int sum = bias[c];
            for (int k = 0; k < depth; k++) {
                sum += (x[i / CHANNELS * depth + k] + 7) * (w[c * depth + k] - weightZeroPoint);
            }
            // RELU6 is 0 to 6: 5 to 8 on this output.
            expected[i] = (byte) Math.max(5, Math.min(8, halfEven((float) sum * (0.25f * scales[c] / 2)) + 5));
        }
        expect(expected, one.graph(operator).withRounding(Rounding.ONNX), x);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void depthwiseConvolution(int weightZeroPoint) {
        GraphBuilder one = new GraphBuilder();
        float[] scales = new float[CHANNELS];
        int[] zeroPoints = new int[CHANNELS];
        java.util.Arrays.fill(scales, 0.0625f);
        java.util.Arrays.fill(zeroPoints, weightZeroPoint);
        byte[] x = values.int8(9 * CHANNELS);
        byte[] w = values.int8(9 * CHANNELS);
        Operator operator = new DepthwiseConv2d(
                one.int8Input(Quantization.perTensor(0.25f, 4), 1, 3, 3, CHANNELS),
                one.constant(w, Quantization.perChannel(scales, zeroPoints, 3), 1, 3, 3, CHANNELS),
                -1,
                one.int8(Quantization.perTensor(4, 1), 1, 1, 1, CHANNELS),
                Window.valid(3, 3, 1, 1, 1, 1),
                Activation.NONE);
        byte[] expected = new byte[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            int sum = 0;
            for (int cell = 0; cell < 9; cell++) {
                sum += (x[cell * CHANNELS + c] - 4) * (w[cell * CHANNELS + c] - weightZeroPoint);
            }
            expected[c] = (byte) Math.max(-128, Math.min(127, halfEven(sum * (0.25f * 0.0625f / 4)) + 1));
        }
        expect(expected, one.graph(operator).withRounding(Rounding.ONNX), x);
    }

    @Test
    void quantize() {
        GraphBuilder one = new GraphBuilder();
        float[] reals = new float[999];
        byte[] expected = new byte[reals.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (i - 500) / 8f;
            expected[i] = (byte) Math.max(-128, Math.min(127, halfEven(reals[i] / 0.25f) - 3));
        }
        Operator operator =
                new Quantize(one.input(reals.length), one.int8(Quantization.perTensor(0.25f, -3), reals.length));
        expect(expected, one.graph(operator).withRounding(Rounding.ONNX), reals);
    }

    private static int halfEven(float x) {
        return new BigDecimal(x).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    }
}
