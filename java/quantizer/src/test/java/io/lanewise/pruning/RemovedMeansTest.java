// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.tensor.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What removed channels gave goes into biases. */
class RemovedMeansTest {
    private final NetworkSketch net = new NetworkSketch(7);
    private final int image = net.image(5, 5, 2);

    /** A convolution that comes out as it is, without a clamp. */
    private int last(int input, int channels, boolean bias) {
        Window window = Window.same(3, 3, 1, 1, 1, 1, 5, 5);
        return net.graph.apply(new Conv2d(
                input,
                net.constant(channels, 3, 3, net.channels(input)),
                bias ? net.constant(channels) : -1,
                net.graph.activation(1, 5, 5, channels),
                window,
                Activation.NONE));
    }

    private static List<float[]> samples(int count) {
        Random random = new Random(11);
        List<float[]> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] sample = new float[50];
            IntStream.range(0, 50).forEach(k -> sample[k] = (float) random.nextGaussian());
            samples.add(sample);
        }
        return samples;
    }

    /** Of each output channel, over samples and places. */
    private static double[] means(Graph graph, List<float[]> samples, int output, int channels) {
        double[] means = new double[channels];
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            for (float[] sample : samples) {
                session.input(0).putFloats(sample);
                session.run();
                float[] values = session.output(output).floats();
                for (int i = 0; i < values.length; i++) {
                    means[i % channels] += values[i] * channels / values.length / samples.size();
                }
            }
        }
        return means;
    }

    @Test
    void leaveTheMeansOfWhatReadsThemAsTheyWere() {
        int hidden = net.conv(image, 8);
        Graph graph = net.build(last(hidden, 3, true), last(net.depthwise(hidden, 2, 1), 4, false));
        List<float[]> samples = samples(20);
        ChannelPruning pruning = Pruner.of(graph).multipleOf(1).byRatio(0.5);
        Graph plain = pruning.apply();
        Graph corrected = pruning.apply(samples, Backend.JAVA);
        for (int output = 0; output < 2; output++) {
            int channels = 3 + output;
            double[] wanted = means(graph, samples, output, channels);
            double[] got = means(corrected, samples, output, channels);
            double[] without = means(plain, samples, output, channels);
            for (int c = 0; c < channels; c++) {
                assertEquals(wanted[c], got[c], 1e-4, "output " + output + " channel " + c);
                assertTrue(Math.abs(wanted[c] - without[c]) > 1e-2, "nothing to correct in " + output + "/" + c);
            }
        }
    }

    @Test
    void ofChannelsBeforeADenseLayerAreThoseOfEachPlace() {
        int hidden = net.conv(image, 6);
        Graph graph = net.build(net.dense(net.flatten(net.conv(hidden, 4)), 1, 3));
        List<float[]> samples = samples(10);
        ChannelPruning pruning = new ChannelPruning(ChannelGroups.of(graph), GroupSet.of(List.of(6, 8)));
        double[] wanted = means(graph, samples, 0, 3);
        double[] got = means(pruning.apply(samples, Backend.JAVA), samples, 0, 3);
        for (int c = 0; c < 3; c++) {
            assertEquals(wanted[c], got[c], 1e-4);
        }
    }

    @Test
    void needSamples() {
        Graph graph = net.build(net.dense(net.conv(image, 8), 1, 2));
        ChannelPruning pruning = Pruner.of(graph).multipleOf(1).byRatio(0.5);
        Exception none = assertThrows(IllegalArgumentException.class, () -> pruning.apply(List.of(), Backend.JAVA));
        assertTrue(none.getMessage().startsWith("no samples"), none.getMessage());
        Exception size =
                assertThrows(IllegalArgumentException.class, () -> pruning.apply(List.of(new float[7]), Backend.JAVA));
        assertTrue(size.getMessage().contains("7 values"), size.getMessage());
        FloatRun.assertSame(
                graph,
                new ChannelPruning(ChannelGroups.of(graph), GroupSet.of(List.of())).apply(List.of(), Backend.JAVA),
                1);
    }
}
