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
import io.lanewise.graph.ModelException;
import io.lanewise.instructions.Window;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same function with weights that suit one scale better. */
class CrossLayerEqualizationTest {
    private static final int CHANNELS = 8;
    private static final Window POINT = Window.valid(1, 1, 1, 1, 1, 1);

    /**
     * 1x1, depthwise 3x3, 1x1; channel c of the first is 4^c times as large as it should be, and the next ones make up
     * for it.
     */
    private static Graph graph(Activation activation) {
        GraphBuilder g = new GraphBuilder();
        Random random = new Random(5);
        int x = g.input("x", 1, 6, 6, 4);
        float[] expand = values(random, CHANNELS * 4);
        float[] filter = values(random, 9 * CHANNELS);
        float[] project = values(random, 4 * CHANNELS);
        float[] bias = values(random, CHANNELS);
        for (int c = 0; c < CHANNELS; c++) {
            float factor = (float) Math.pow(4, c % 4);
            for (int k = 0; k < 4; k++) {
                expand[c * 4 + k] *= factor;
                project[k * CHANNELS + c] *= c % 2 == 0 ? 0.1f : 1;
            }
            bias[c] *= factor;
            for (int k = 0; k < 9; k++) {
                filter[k * CHANNELS + c] /= factor;
            }
        }
        int wide = g.activation("wide", 1, 6, 6, CHANNELS);
        g.add(new Conv2d(
                x,
                g.floats("expand", Shape.of(CHANNELS, 1, 1, 4), expand),
                g.floats("bias", Shape.of(CHANNELS), bias),
                wide,
                POINT,
                activation));
        int filtered = g.activation("filtered", 1, 6, 6, CHANNELS);
        g.add(new DepthwiseConv2d(
                wide,
                g.floats("filter", Shape.of(1, 3, 3, CHANNELS), filter),
                -1,
                filtered,
                Window.same(3, 3, 1, 1, 1, 1, 6, 6),
                activation));
        int out = g.activation("out", 1, 6, 6, 4);
        g.add(new Conv2d(
                filtered, g.floats("project", Shape.of(4, 1, 1, CHANNELS), project), -1, out, POINT, Activation.NONE));
        return g.build(out);
    }

    private static float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static List<float[]> samples() {
        Random random = new Random(6);
        return Stream.generate(() -> values(random, 6 * 6 * 4)).limit(30).toList();
    }

    private static float[] run(Graph graph, float[] sample) {
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(sample);
            session.run();
            return session.output(0).floats();
        }
    }

    /** Calibrated after it, and statistics of before are of no use. */
    @Test
    void theQuantizerEqualizesFirst() {
        Graph graph = graph(Activation.RELU);
        CrossLayerEqualization equalization = new CrossLayerEqualization(false);
        Graph expected = Quantizer.of(Model.of(equalization.apply(graph)))
                .backend(Backend.JAVA)
                .calibrate(samples())
                .quantize()
                .graph();
        Quantizer quantizer = Quantizer.of(Model.of(graph))
                .backend(Backend.JAVA)
                .equalize(equalization)
                .calibrate(samples());
        assertEquals(
                TfliteWriter.encode(expected),
                TfliteWriter.encode(quantizer.quantize().graph()));
        try (Calibration calibration = new Calibration(Model.of(graph), Backend.JAVA)) {
            calibration.add(samples().get(0));
            assertThrows(ModelException.class, () -> quantizer.quantize(calibration.statistics()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "RELU"})
    void theFunctionStays(Activation activation) {
        Graph graph = graph(activation);
        Graph equalized = new CrossLayerEqualization(false).apply(graph);
        for (float[] sample : samples()) {
            assertArrayEquals(run(graph, sample), run(equalized, sample), 1e-3f);
        }
    }

    /** The largest weight of each channel is the same on both sides. */
    @Test
    void bothLayersGiveAChannelTheSameRange() {
        Graph equalized = new CrossLayerEqualization(false).apply(graph(Activation.RELU));
        float[] expand = floats(equalized, 0);
        float[] filter = floats(equalized, 1);
        float[] project = floats(equalized, 2);
        for (int c = 0; c < CHANNELS; c++) {
            assertEquals(
                    largest(expand, c * 4, 1, 4), largest(filter, c, CHANNELS, 9), 0.01 * largest(expand, c * 4, 1, 4));
            assertEquals(
                    largest(filter, c, CHANNELS, 9),
                    largest(project, c, CHANNELS, 4),
                    0.01 * largest(filter, c, CHANNELS, 9));
        }
    }

    private static float[] floats(Graph graph, int operator) {
        return graph.tensor(((WeightedOperator) graph.operators().get(operator)).weights())
                .floats();
    }

    private static double largest(float[] values, int first, int step, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(values[first + i * step]));
        }
        return largest;
    }

    @Test
    void oneScaleForATensorLosesLess() {
        Graph graph = graph(Activation.RELU);
        double before = error(graph, graph);
        double after = error(graph, new CrossLayerEqualization(false).apply(graph));
        assertTrue(after < before / 4, before + " before, " + after + " after");
    }

    /** The mean squared error of the int8 form with a scale for each tensor, against the float graph. */
    private static double error(Graph real, Graph toQuantize) {
        Graph int8 = Quantizer.of(Model.of(toQuantize))
                .backend(Backend.JAVA)
                .scheme(Scheme.INT8.with("per-tensor"))
                .calibrate(samples())
                .quantize()
                .graph();
        double sum = 0;
        for (float[] sample : samples()) {
            float[] expected = run(real, sample);
            float[] actual = run(int8, sample);
            for (int i = 0; i < expected.length; i++) {
                sum += (expected[i] - actual[i]) * (expected[i] - actual[i]);
            }
        }
        return sum;
    }

    @Test
    void relu6IsLeftAloneUnlessAskedFor() {
        Graph graph = graph(Activation.RELU6);
        assertEquals(
                Activation.RELU6,
                ((Conv2d) new CrossLayerEqualization(false)
                                .apply(graph)
                                .operators()
                                .get(0))
                        .activation());
        assertEquals(
                Activation.RELU,
                ((Conv2d) new CrossLayerEqualization(true)
                                .apply(graph)
                                .operators()
                                .get(0))
                        .activation());
    }
}
