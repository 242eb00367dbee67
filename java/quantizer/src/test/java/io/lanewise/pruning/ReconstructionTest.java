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
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Activation;
import io.lanewise.testing.NetworkSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What removed channels gave, those tell that are left, and biases. */
class ReconstructionTest {
    private final NetworkSketch net = new NetworkSketch(7);
    private final int image = net.image(5, 5, 2);

    /** A convolution that comes out as it is, without a clamp. */
    private int last(int input, int channels, boolean bias) {
        return last(input, channels, bias, 1);
    }

    private int last(int input, int channels, boolean bias, int groups) {
        Window window = Window.same(3, 3, 1, 1, 1, 1, 5, 5);
        return net.graph.apply(new Conv2d(
                input,
                net.constant(channels, 3, 3, net.channels(input) / groups),
                bias ? net.constant(channels) : -1,
                net.graph.activation(1, 5, 5, channels),
                window,
                Activation.NONE));
    }

    private int lastTransposed(int input, int channels) {
        return net.graph.apply(new TransposeConv(
                input,
                net.constant(channels, 2, 2, net.channels(input)),
                -1,
                net.graph.activation(1, 10, 10, channels),
                Window.valid(2, 2, 2, 2, 1, 1),
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
        Graph graph = net.build(
                last(hidden, 3, true),
                last(net.depthwise(hidden, 2, 1), 4, false),
                lastTransposed(net.conv(image, 8), 5),
                last(net.conv(image, 8), 6, true, 2));
        List<float[]> samples = samples(20);
        ChannelPruning pruning = Pruner.of(graph).multipleOf(1).byRatio(0.5);
        Graph plain = pruning.apply();
        Graph corrected = pruning.apply(samples, Backend.JAVA);
        for (int output = 0; output < 4; output++) {
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

    /** Filters 4 to 7 are sums of filters 0 to 3 before a layer without a clamp: what is left tells all. */
    @Test
    void tellsWhatFollowsFromWhatIsLeft() {
        float[] filters = new float[8 * 18];
        Random random = new Random(5);
        for (int i = 0; i < 4 * 18; i++) {
            filters[i] = (float) random.nextGaussian();
        }
        for (int c = 4; c < 8; c++) {
            for (int i = 0; i < 18; i++) {
                filters[c * 18 + i] = filters[(c - 4) * 18 + i] - 0.5f * filters[(c - 3) % 4 * 18 + i];
            }
        }
        Window window = Window.same(3, 3, 1, 1, 1, 1, 5, 5);
        int hidden = net.graph.apply(new Conv2d(
                image,
                net.graph.constant(filters, 8, 3, 3, 2),
                net.constant(8),
                net.graph.activation(1, 5, 5, 8),
                window,
                Activation.NONE));
        Graph graph = net.build(last(hidden, 6, true));
        ChannelPruning pruning = new ChannelPruning(ChannelGroups.of(graph), GroupSet.of(List.of(4, 5, 6, 7)));
        Graph told = pruning.apply(samples(40), Backend.JAVA);
        double with = distance(FloatRun.outputs(graph, 9)[0], FloatRun.outputs(told, 9)[0]);
        double without = distance(FloatRun.outputs(graph, 9)[0], FloatRun.outputs(pruning.apply(), 9)[0]);
        // Not exact: covariances are damped.
        assertTrue(with < without / 10, with + " with samples, " + without + " without");
    }

    private static double distance(float[] ones, float[] others) {
        double sum = 0;
        for (int i = 0; i < ones.length; i++) {
            sum += (ones[i] - others[i]) * (ones[i] - others[i]);
        }
        return Math.sqrt(sum);
    }

    /** Of a grouped convolution whose moments would be too large, each group has the means of its own channels. */
    @Test
    void knowMeansWhereMomentsAreTooLarge() {
        int hidden = net.conv(image, 8);
        Graph graph = net.build(last(hidden, 4, false, 2));
        ChannelGroups groups = ChannelGroups.of(graph);
        Cut cut = groups.cuts(1).stream()
                .filter(found -> found.channels().axis() == 3)
                .findFirst()
                .orElseThrow();
        LayerInput input =
                new LayerInput(graph, (WeightedOperator) graph.operators().get(1), cut, 0);
        input.add(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 3, 4, 5, 6, 7, 8, 9, 10}, 0);
        assertEquals(36, input.mean(1).length);
        for (int i = 0; i < 36; i++) {
            assertEquals(2 + i % 4, input.mean(0)[i]);
            assertEquals(6 + i % 4, input.mean(1)[i]);
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
        LayerInputs others = LayerInputs.measure(
                ChannelGroups.of(net.build(net.dense(net.conv(image, 8), 1, 2))), samples(1), Backend.JAVA);
        Exception graphs = assertThrows(IllegalArgumentException.class, () -> pruning.apply(others));
        assertTrue(graphs.getMessage().contains("another graph"), graphs.getMessage());
        FloatRun.assertSame(
                graph,
                new ChannelPruning(ChannelGroups.of(graph), GroupSet.of(List.of())).apply(samples(1), Backend.JAVA),
                1);
    }
}
