// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.Arrays;

/**
 * What convolution and depthwise convolution have in common: out = clamp(scale(bias + sum of w (x - zero point)) + zero
 * point), where the products are those of taps inside the image.
 */
abstract class ConvolutionTest extends OperatorTest {
    private static final Quantization INPUT = Quantization.perTensor(0.5f, 0);
    private static final Quantization OUTPUT = Quantization.perTensor(0.7f, 0);

    abstract Operator operator(WindowCase c, int input, int weights, int bias, int output);

    abstract int[] weightDims(WindowCase c);

    abstract int channelAxis();

    abstract void forEachProduct(WindowCase c, Product product);

    /** Element indices of a product's factors and of the sum it belongs to. */
    interface Product {
        void at(int output, int input, int weight);
    }

    /** Random inputs, weights, biases and scales, int8 and float. */
    final void checkRandom(WindowCase c) {
        TestValues values = new TestValues(c.hashCode());
        int taps = weightElements(c) / c.outputChannels();
        Quantization perChannel = Quantization.perChannel(
                values.scales(c.outputChannels(), 0.03f / (float) Math.sqrt(taps)),
                new int[c.outputChannels()],
                channelAxis());
        byte[] input = values.int8(c.inputElements());
        byte[] weights = values.int8(weightElements(c));
        checkInt8(c, input, weights, values.int32(c.outputChannels(), 20000), perChannel);
        checkInt8(c, input, weights, null, Quantization.perTensor(0.02f, 0));
        checkFloat(
                c, values.floats(input.length), values.floats(weights.length, taps), values.floats(c.outputChannels()));
        checkFloat(c, values.floats(input.length), values.floats(weights.length, taps), null);
    }

    final int weightElements(WindowCase c) {
        return Arrays.stream(weightDims(c)).reduce(1, (a, b) -> a * b);
    }

    final void checkInt8(WindowCase c, byte[] input, byte[] weights, int[] bias, Quantization weightQuantization) {
        Quantization in = Quantization.perTensor(INPUT.scale(), c.inputZeroPoint());
        Quantization out = Quantization.perTensor(OUTPUT.scale(), c.outputZeroPoint());
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(operator(
                c,
                one.int8Input(in, c.inputDims()),
                one.constant(weights, weightQuantization, weightDims(c)),
                bias == null ? -1 : one.constant(bias, c.outputChannels()),
                one.int8(out, c.outputDims())));
        long[] sums = new long[c.outputElements()];
        forEachProduct(c, (to, from, w) -> sums[to] += (long) weights[w] * (input[from] - c.inputZeroPoint()));
        byte[] expected = new byte[sums.length];
        for (int channel = 0; channel < c.outputChannels(); channel++) {
            Expected.Ratio ratio =
                    Expected.Ratio.of((double) in.scale() * weightQuantization.scale(channel) / out.scale());
            for (int i = channel; i < expected.length; i += c.outputChannels()) {
                long sum = sums[i] + (bias == null ? 0 : bias[channel]);
                expected[i] = Expected.narrowed(ratio.times(sum), out, c.activation());
            }
        }
        expect(expected, graph, input);
    }

    private void checkFloat(WindowCase c, float[] input, float[] weights, float[] bias) {
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(operator(
                c,
                one.input(c.inputDims()),
                one.constant(weights, weightDims(c)),
                bias == null ? -1 : one.constant(bias, c.outputChannels()),
                one.activation(c.outputDims())));
        double[] sums = new double[c.outputElements()];
        forEachProduct(c, (to, from, w) -> sums[to] += (double) weights[w] * input[from]);
        float[] expected = new float[sums.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Expected.clamped(sums[i] + (bias == null ? 0 : bias[i % c.outputChannels()]), c.activation());
        }
        expect(expected, graph, input);
    }
}
