// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding by the sums makes layers err less, and keeps scales and all else. */
class AdaptiveRoundingTest {
    private static final int CHANNELS = 8;
    private static final int SIZE = 6;

    private static List<float[]> samples(int seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> {
                    // Channels of a cell share most of what they are.
                    float[] sample = new float[SIZE * SIZE * CHANNELS];
                    for (int cell = 0; cell < SIZE * SIZE; cell++) {
                        float common = random.nextFloat();
                        for (int c = 0; c < CHANNELS; c++) {
                            sample[cell * CHANNELS + c] = common + 0.3f * random.nextFloat();
                        }
                    }
                    return sample;
                })
                .limit(40)
                .toList();
    }

    /** One layer of a kind on images [1, 6, 6, 8]. */
    private static Graph graph(String kind) {
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, SIZE, SIZE, CHANNELS);
        int y = g.activation("y", 1, SIZE, SIZE, kind.equals("dense") ? 4 : 2 * CHANNELS);
        Window window = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        switch (kind) {
            case "convolution" -> g.add(new Conv2d(x, weights(g, 16, 3, 3, CHANNELS), -1, y, window, Activation.NONE));
            case "groups" -> g.add(new Conv2d(x, weights(g, 16, 3, 3, CHANNELS / 2), -1, y, window, Activation.RELU));
            case "depthwise" ->
                g.add(new DepthwiseConv2d(x, weights(g, 1, 3, 3, 2 * CHANNELS), -1, y, window, Activation.NONE));
            default -> g.add(new FullyConnected(x, weights(g, 4, CHANNELS), -1, y, Activation.NONE, true));
        }
        return g.build(y);
    }

    private static int weights(GraphBuilder g, int... dims) {
        Random random = new Random(5);
        float[] values = new float[Shape.of(dims).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return g.floats("weights", Shape.of(dims), values);
    }

    private static Graph quantized(Graph real, String scheme, boolean adaptive) {
        Quantizer quantizer = Quantizer.of(Model.of(real))
                .backend(Backend.JAVA)
                .scheme(Scheme.INT8.with(scheme.split(",")))
                .calibrate(samples(1));
        return (adaptive ? quantizer.roundAdaptively(samples(1)) : quantizer)
                .quantize()
                .graph();
    }

    private static Tensor integers(Graph graph) {
        return graph.tensors().stream()
                .filter(tensor -> tensor.name().equals("weights"))
                .findFirst()
                .orElseThrow();
    }

    /** Of the layer with these weights instead of the exact ones, on samples that rounding has not seen. */
    private static double error(Graph real, Tensor weights) {
        WeightedOperator layer = (WeightedOperator) real.operators().get(0);
        List<Tensor> tensors = new ArrayList<>(real.tensors());
        tensors.set(layer.weights(), Tensor.constant("weights", weights.shape(), Dequantization.floats(weights)));
        Graph rounded = real.with(tensors, real.operators(), real.inputs(), real.outputs());
        double error = 0;
        SessionOptions java = SessionOptions.defaults().withBackend(Backend.JAVA);
        try (Session exact = Model.of(real).newSession(java);
                Session actual = Model.of(rounded).newSession(java)) {
            for (float[] sample : samples(2)) {
                exact.input(0).putFloats(sample);
                actual.input(0).putFloats(sample);
                exact.run();
                actual.run();
                float[] e = exact.output(0).floats();
                float[] a = actual.output(0).floats();
                for (int i = 0; i < e.length; i++) {
                    error += (e[i] - a[i]) * (e[i] - a[i]);
                }
            }
        }
        return error;
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolution", "groups", "depthwise", "dense"})
    void layersErrLess(String kind) {
        Graph real = graph(kind);
        Tensor nearest = integers(quantized(real, "int8,int4-weights", false));
        Tensor adaptive = integers(quantized(real, "int8,int4-weights", true));
        for (int c = 0; c < nearest.quantization().channels(); c++) {
            assertEquals(
                    nearest.quantization().scale(c), adaptive.quantization().scale(c), Math.ulp(1f));
        }
        byte[] near = PackedInt4.unpack(nearest.data(), nearest.shape().elements());
        byte[] rounded = PackedInt4.unpack(adaptive.data(), adaptive.shape().elements());
        for (int i = 0; i < near.length; i++) {
            assertTrue(Math.abs(near[i] - rounded[i]) <= 1, "up or down, not farther");
        }
        double before = error(real, nearest);
        double after = error(real, adaptive);
        assertTrue(after < 0.6 * before, kind + ": squared error " + before + " -> " + after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"int16", "dynamic,int4-weights", "weight-only,int4-weights", "int8,int4-weights,per-tensor"})
    void worksInEveryScheme(String scheme) {
        Graph real = graph("convolution");
        double before = error(real, integers(quantized(real, scheme, false)));
        double after = error(real, integers(quantized(real, scheme, true)));
        assertTrue(after < 0.6 * before, scheme + ": squared error " + before + " -> " + after);
    }

    @Test
    void codebooksStay() {
        Graph real = graph("convolution");
        assertEquals(
                integers(quantized(real, "weight-only,codebook-16", false)),
                integers(quantized(real, "weight-only,codebook-16", true)));
    }

    @Test
    void samplesAreNeeded() {
        Quantizer quantizer = Quantizer.of(Model.of(graph("dense"))).calibrate(samples(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> quantizer.roundAdaptively(List.of()).quantize());
        Quantizer other = Quantizer.of(Model.of(graph("dense"))).calibrate(samples(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> other.correctBiases(BiasCorrection.FAST, List.of()).quantize());
    }

    @Test
    void everyRunGivesTheSame() {
        Graph real = graph("convolution");
        byte[] once = bytes(integers(quantized(real, "int8", true)));
        assertArrayEquals(once, bytes(integers(quantized(real, "int8", true))));
        assertTrue(!Arrays.equals(once, bytes(integers(quantized(real, "int8", false)))));
    }

    private static byte[] bytes(Tensor tensor) {
        byte[] bytes = new byte[tensor.data().remaining()];
        tensor.data().get(bytes);
        return bytes;
    }
}
