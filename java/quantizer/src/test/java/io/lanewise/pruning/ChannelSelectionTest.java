// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.conversion.OperatorPattern;
import io.lanewise.tensor.Activation;
import io.lanewise.testing.NetworkSketch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which channels are taken. */
class ChannelSelectionTest {
    private final NetworkSketch net = new NetworkSketch(3);
    private final int image = net.image(6, 6, 3);

    /** Of two convolutions. */
    private Graph network(int first, int second) {
        return net.build(net.dense(net.conv(net.conv(image, first), second), 1, 2));
    }

    private static int[] widths(Graph graph) {
        return IntStream.range(0, 2)
                .map(i ->
                        graph.tensor(graph.operators().get(i).output()).shape().dim(3))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0.5, 8, 16", "24, 0.67, 8, 8", "24, 0.99, 8, 8", "24, 0.5, 1, 12", "24, 0.99, 1, 1", "20, 0.1, 8, 20",
        "20, 0.2, 8, 16", "6, 0.9, 8, 6", "10, 0.9, 8, 8", "8, 0.9, 8, 8", "8, 0, 1, 8", "10, 0.3, 1, 7"
    })
    void keepsMultiplesAndNeverNone(int channels, double ratio, int multiple, int kept) {
        Graph pruned = Pruner.of(network(channels, 64))
                .multipleOf(multiple)
                .byRatio(ratio)
                .apply();
        assertEquals(kept, widths(pruned)[0]);
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void reachesATarget(Distribution distribution) {
        Graph graph = network(32, 48);
        for (double share : new double[] {1, 0.9, 0.7, 0.5, 0.2}) {
            Graph pruned =
                    Pruner.of(graph).distribution(distribution).toMacs(share).apply();
            double left = (double) ChannelPruningTest.macs(pruned) / ChannelPruningTest.macs(graph);
            assertTrue(left <= share && left > share - 0.3, share + " asked, " + left + " left");
        }
    }

    @Test
    void saysWhatCannotBeReached() {
        Pruner pruner = Pruner.of(network(16, 16));
        // 16 channels become 8: a half of the first layer, a quarter of the second.
        Exception e = assertThrows(IllegalArgumentException.class, () -> pruner.toMacs(0.1));
        double first = 36 * 16 * 27;
        double second = 36 * 16 * 144;
        double dense = 36 * 16 * 2;
        double least = 100 * (first / 2 + second / 4 + dense / 2) / (first + second + dense);
        assertTrue(e.getMessage().contains(String.format("%.1f %% are left", least)), e.getMessage());
    }

    @Test
    void takesTheChannelsOfTheLowestScores() {
        Graph graph = network(16, 16);
        int first = graph.operators().get(0).output();
        float[] scores = new float[16];
        for (int c = 0; c < 16; c++) {
            scores[c] = c % 2 == 0 ? 100 + c : 1 + c;
        }
        ChannelGroups groups = ChannelGroups.of(graph);
        ChannelPruning pruning = Pruner.of(groups)
                .scores(new TensorScores(Map.of(first, scores)))
                .exclude(new OperatorPattern(
                        graph.tensor(graph.operators().get(1).output()).name()))
                .byRatio(0.5);
        Channels channels = groups.channels(first).orElseThrow();
        assertArrayEquals(new int[] {0, 2, 4, 6, 8, 10, 12, 14}, channels.kept(pruning.removed()::contains));
        assertArrayEquals(new int[] {8, 16}, widths(pruning.apply()));
    }

    /** A channel of the first layer saves 36 x (27 + 9 x 16) MAC, one of the second 36 x (9 x 16 + 2). */
    @Test
    void takesWhatIsWorthLeastForWhatItSaves() {
        Graph graph = network(16, 16);
        assertArrayEquals(new int[] {8, 16}, widthsOf(graph, 1, 1, Distribution.MACS));
        assertArrayEquals(new int[] {8, 16}, widthsOf(graph, 1.16f, 1, Distribution.MACS));
        assertArrayEquals(new int[] {16, 8}, widthsOf(graph, 1.18f, 1, Distribution.MACS));
        assertArrayEquals(new int[] {16, 8}, widthsOf(graph, 9, 1, Distribution.MACS));
    }

    /** 36 outputs, each worth 64 MAC, go with a channel of either: 235 to 210, where MAC are 171 to 146. */
    @Test
    void countsOutputsWhereInstructionsCount() {
        Graph graph = network(16, 16);
        assertArrayEquals(new int[] {8, 16}, widthsOf(graph, 1.11f, 1, Distribution.INSTRUCTIONS));
        assertArrayEquals(new int[] {16, 8}, widthsOf(graph, 1.13f, 1, Distribution.INSTRUCTIONS));
    }

    /** 27 + 9 x 16 weights go with a channel of the first layer, 9 x 16 + 36 x 2 with one of the second: 171 to 216. */
    @Test
    void countsWeightsWhereTheyCount() {
        Graph graph = network(16, 16);
        assertArrayEquals(new int[] {8, 16}, widthsOf(graph, 0.78f, 1, Distribution.WEIGHTS));
        assertArrayEquals(new int[] {16, 8}, widthsOf(graph, 0.8f, 1, Distribution.WEIGHTS));
    }

    /** What is left of both layers when all channels of each are worth the same, and a tenth of the work has to go. */
    private static int[] widthsOf(Graph graph, float first, float second, Distribution distribution) {
        float[] ones = new float[16];
        float[] others = new float[16];
        Arrays.fill(ones, first);
        Arrays.fill(others, second);
        return widths(Pruner.of(graph)
                .scores(new TensorScores(Map.of(
                        graph.operators().get(0).output(), ones,
                        graph.operators().get(1).output(), others)))
                .distribution(distribution)
                .toMacs(0.9)
                .apply());
    }

    @Test
    void refusesWhatCannotBe() {
        Graph graph = network(16, 16);
        Pruner pruner = Pruner.of(graph);
        assertMessage("ratio 1.0 is not", () -> pruner.byRatio(1));
        assertMessage("ratio NaN is not", () -> pruner.byRatio(Double.NaN));
        assertMessage("share of 0.0", () -> pruner.toMacs(0));
        assertMessage("multiple of 0", () -> pruner.multipleOf(0));
        assertMessage("\"nobody\"", () -> pruner.exclude(new OperatorPattern("nobody")));
        ChannelGroups groups = ChannelGroups.of(graph);
        List<Integer> all = groups.families().get(0);
        assertMessage("would be left without channels", () -> new ChannelPruning(groups, GroupSet.of(all)));
        assertMessage("cannot be removed", () -> new ChannelPruning(groups, GroupSet.of(List.of(32))));
        int first = graph.operators().get(0).output();
        assertMessage(
                "has 16 channels, got 3 scores",
                () -> pruner.scores(new TensorScores(Map.of(first, new float[3])))
                        .byRatio(0.5));
        float[] bad = new float[16];
        bad[5] = Float.NaN;
        assertMessage(
                "score NaN of channel 5",
                () -> pruner.scores(new TensorScores(Map.of(first, bad))).byRatio(0.5));
        assertMessage(
                "has no channels to score",
                () -> pruner.scores(new TensorScores(Map.of(image, new float[3])))
                        .byRatio(0.5));
    }

    private static void assertMessage(String part, Runnable action) {
        Exception e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    /**
     * 1x1 filters [3, -4] and [0, -1]: sums of magnitudes 7 and 1, roots of sums of squares 5 and 1. They are read by
     * weights [2, 1, 0, 1] of two cells of two channels each: 2 and 2, 2 and the root of 2.
     */
    @Test
    void scoresByNormsWithinEachLayer() {
        NetworkSketch small = new NetworkSketch(4);
        int in = small.image(1, 2, 2);
        int out = small.graph.activation(1, 1, 2, 2);
        small.graph.add(new Conv2d(
                in,
                small.graph.constant(new float[] {3, -4, 0, -1}, 2, 1, 1, 2),
                -1,
                out,
                Window.valid(1, 1, 1, 1, 1, 1),
                Activation.NONE));
        int sum = small.graph.activation(1, 1);
        small.graph.add(new FullyConnected(
                out, small.graph.constant(new float[] {2, 1, 0, 1}, 1, 4), -1, sum, Activation.NONE, false));
        ChannelGroups groups = ChannelGroups.of(small.build(sum));
        double root = Math.sqrt(2);
        assertArrayEquals(new double[] {7.0 / 4 + 1, 1.0 / 4 + 1}, Arrays.copyOf(WeightNorm.L1.of(groups), 2), 1e-12);
        assertArrayEquals(
                new double[] {5.0 / 3 + 4 / (2 + root), 1.0 / 3 + 2 * root / (2 + root)},
                Arrays.copyOf(WeightNorm.L2.of(groups), 2),
                1e-12);
    }
}
