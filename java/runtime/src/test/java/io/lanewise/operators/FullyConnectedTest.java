// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * FULLY_CONNECTED: out = clamp(round(factor x (bias + sum of w (x - zero point))) + zero point), scaled and rounded
 * (ties away from zero) in double.
 */
class FullyConnectedTest extends OperatorTest {

    @ParameterizedTest(name = "{0} x {1} -> {2}")
    @CsvSource({
        "1,1,1,0,0,NONE",
        "1,64,10,-128,5,NONE",
        "1,127,33,127,-128,RELU",
        "4,16,16,-1,1,RELU6",
        "5,259,17,11,-11,NONE",
        "16,640,9,-128,-128,RELU_N1_TO_1",
        "7,3,130,0,0,NONE"
    })
    void matchesTheDefinition(
            int rows, int depth, int channels, int inputZeroPoint, int outputZeroPoint, Activation activation) {
        TestValues values = new TestValues(rows + 31L * depth);
        Quantization in = Quantization.perTensor(0.3f, inputZeroPoint);
        Quantization out = Quantization.perTensor(0.2f, outputZeroPoint);
        float typical = 0.03f / (float) Math.sqrt(depth);
        Quantization perChannel = Quantization.perChannel(values.scales(channels, typical), new int[channels], 0);
        byte[] weights = values.int8(channels * depth);
        byte[] input = values.int8(rows * depth);
        checkInt8(input, weights, values.int32(channels, 20000), depth, in, perChannel, out, activation);
        checkInt8(input, weights, null, depth, in, Quantization.perTensor(typical, 0), out, activation);
        for (int w : new int[] {-128, 127}) {
            checkInt8(
                    TestValues.all(-128, rows * depth),
                    TestValues.all(w, weights.length),
                    null,
                    depth,
                    in,
                    Quantization.perTensor(0.0001f, 0),
                    out,
                    activation);
        }
        float[] floats = values.floats(weights.length, depth);
        checkFloat(values.floats(rows * depth), floats, values.floats(channels), depth, activation);
        checkFloat(values.floats(rows * depth), floats, null, depth, activation);
    }

    /** Where TFLite converts a double beyond int32, which C++ leaves undefined, the result is the end of the range. */
    @Test
    void scaledSumsBeyondInt32GiveTheRangesEnd() {
        Quantization in = Quantization.perTensor(1, 0);
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new FullyConnected(
                one.int8Input(in, 1, 1),
                one.constant(new byte[] {127, -127}, Quantization.perTensor(1000, 0), 2, 1),
                -1,
                one.int8(Quantization.perTensor(1e-5f, 7), 1, 2),
                Activation.NONE,
                false));
        expect(new byte[] {127, -128}, graph, new byte[] {127});
        expect(new byte[] {-128, 127}, graph, new byte[] {-127});
    }

    /** Sums that fixed point with its two roundings, or float32, would bring to the neighbouring result. */
    @Test
    void scalesInDouble() {
        Quantization in = Quantization.perTensor(0.3f, 0);
        Quantization weights = Quantization.perTensor(0.011f, 0);
        Quantization out = Quantization.perTensor(0.17f, -4);
        double factor = (double) in.scale() * weights.scale() / out.scale();
        List<Integer> sums = new ArrayList<>();
        Expected.Ratio fixedPoint = Expected.Ratio.of(factor);
        for (int sum = -6000; sum <= 6000; sum++) {
            if (fixedPoint.times(sum) != scaled(sum, factor)) {
                sums.add(sum);
            }
        }
        assertTrue(sums.size() > 20, () -> "found " + sums.size());
        int[] bias = sums.stream().mapToInt(Integer::intValue).toArray();
        checkInt8(new byte[3], new byte[3 * bias.length], bias, 3, in, weights, out, Activation.NONE);
    }

    @Test
    void roundsTiesAwayFromZero() {
        Quantization half = Quantization.perTensor(0.5f, 0);
        Quantization one = Quantization.perTensor(1, 0);
        int[] bias = {1, 3, 5, -1, -3, -5, 251, -255, Integer.MAX_VALUE, -Integer.MAX_VALUE};
        checkInt8(new byte[1], new byte[bias.length], bias, 1, half, one, one, Activation.NONE);
    }

    @Test
    void refusesRowsThatDoNotFit() {
        Quantization q = Quantization.perTensor(1, 0);
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "is not made of rows of 4",
                one.graph(new FullyConnected(
                        one.int8Input(q, 2, 5),
                        one.constant(new byte[12], q, 3, 4),
                        -1,
                        one.int8(q, 2, 3),
                        Activation.NONE,
                        false)));
        GraphBuilder other = new GraphBuilder();
        expectRefusal(
                "does not fit weights",
                other.graph(new FullyConnected(
                        other.int8Input(q, 2, 4),
                        other.constant(new byte[12], q, 3, 4),
                        other.constant(new int[4], 4),
                        other.int8(q, 2, 3),
                        Activation.NONE,
                        false)));
    }

    private static long scaled(long sum, double factor) {
        return new BigDecimal(sum * factor).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private void checkInt8(
            byte[] input,
            byte[] weights,
            int[] bias,
            int depth,
            Quantization in,
            Quantization scales,
            Quantization out,
            Activation activation) {
        int channels = weights.length / depth;
        int rows = input.length / depth;
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new FullyConnected(
                one.int8Input(in, rows, depth),
                one.constant(weights, scales, channels, depth),
                bias == null ? -1 : one.constant(bias, channels),
                one.int8(out, rows, channels),
                activation,
                false));
        byte[] expected = new byte[rows * channels];
        for (int c = 0; c < channels; c++) {
            double factor = (double) in.scale() * scales.scale(c) / out.scale();
            for (int row = 0; row < rows; row++) {
                long sum = bias == null ? 0 : bias[c];
                for (int k = 0; k < depth; k++) {
                    sum += (long) weights[c * depth + k] * (input[row * depth + k] - in.zeroPoint());
                }
                expected[row * channels + c] = Expected.narrowed(scaled(sum, factor), out, activation);
            }
        }
        expect(expected, graph, input);
    }

    private void checkFloat(float[] input, float[] weights, float[] bias, int depth, Activation activation) {
        int channels = weights.length / depth;
        int rows = input.length / depth;
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new FullyConnected(
                one.input(rows, depth),
                one.constant(weights, channels, depth),
                bias == null ? -1 : one.constant(bias, channels),
                one.activation(rows, channels),
                activation,
                false));
        float[] expected = new float[rows * channels];
        for (int i = 0; i < expected.length; i++) {
            double sum = bias == null ? 0 : bias[i % channels];
            for (int k = 0; k < depth; k++) {
                sum += (double) weights[i % channels * depth + k] * input[i / channels * depth + k];
            }
            expected[i] = Expected.clamped(sum, activation);
        }
        expect(expected, graph, input);
    }
}
