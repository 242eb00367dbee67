// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.Sparsity;
import io.lanewise.pruning.mask.WeightMask;
import io.lanewise.pruning.mask.WeightScores;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks become zero, and what is left comes near what there was. */
class BlockPruningTest {
    private static final int HIDDEN_FILTERS = 1;
    private static final int HIDDEN_BIAS = 2;
    private static final int FILTERS = 4;
    /** All have the same number of products: of a map of 4x4. */
    private static final double ALL_WEIGHTS = 16 * 27 + 12 * 9 * 16;

    private static final Predicate<Operator> ALL = operator -> true;
    private static final List<float[]> SAMPLES = samples(60, 1);

    /** Two convolutions, of which the second has groups, or none. */
    private static Graph network(int groups) {
        GraphBuilder g = new GraphBuilder();
        Window window = Window.same(3, 3, 1, 1, 1, 1, 4, 4);
        g.input("image", 1, 4, 4, 3);
        g.floats("filters", Shape.of(16, 3, 3, 3), random(16 * 27, 1));
        g.floats("bias", Shape.of(16), random(16, 2));
        g.activation("hidden", 1, 4, 4, 16);
        g.floats("more filters", Shape.of(12, 3, 3, 16 / groups), random(12 * 9 * 16 / groups, 3));
        g.activation("out", 1, 4, 4, 12);
        g.add(new Conv2d(0, HIDDEN_FILTERS, 2, 3, window, Activation.RELU));
        return g.graph(new Conv2d(3, FILTERS, -1, 5, window, Activation.NONE));
    }

    private static float[] random(int count, int seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        IntStream.range(0, count).forEach(i -> values[i] = (float) random.nextGaussian());
        return values;
    }

    private static List<float[]> samples(int count, int seed) {
        List<float[]> samples = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> samples.add(random(48, 1000 * seed + i)));
        return samples;
    }

    private static List<float[]> outputs(Graph graph, List<float[]> samples) {
        List<float[]> outputs = new ArrayList<>();
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            for (float[] sample : samples) {
                session.input(0).putFloats(sample);
                session.run();
                outputs.add(session.output(0).floats());
            }
        }
        return outputs;
    }

    private static double squaredError(Graph graph, Graph pruned) {
        List<float[]> expected = outputs(graph, samples(40, 2));
        List<float[]> actual = outputs(pruned, samples(40, 2));
        double sum = 0;
        for (int s = 0; s < expected.size(); s++) {
            for (int i = 0; i < expected.get(s).length; i++) {
                double difference = expected.get(s)[i] - actual.get(s)[i];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /** On samples that it has not seen it is nearer than without making up, with blocks chosen by their norms. */
    @ParameterizedTest
    @CsvSource({"4, 4, 0.3", "16, 16, 0.2", "1, 1, 0.5", "8, 2, 0.4"})
    void comesNearerThanMasksDo(int outputs, int inputs, double sparsity) {
        Graph graph = network(1);
        BlockShape block = new BlockShape(outputs, inputs);
        Graph pruned = BlockPruning.apply(graph, block, sparsity, SAMPLES, Backend.JAVA, ALL);
        Graph masked =
                WeightMask.of(graph, block, sparsity, WeightScores.L2, ALL).apply(graph);
        double zeros = Sparsity.of(pruned, block).ofWeights();
        assertTrue(zeros >= sparsity && zeros < sparsity + outputs * inputs / ALL_WEIGHTS, zeros + " of all weights");
        double made = squaredError(graph, pruned);
        double plain = squaredError(graph, masked);
        assertTrue(made < 0.9 * plain, made + " where weights make up, " + plain + " without");
    }

    /** Filters 8 to 15 give the same as 0 to 7: half of what the second layer reads is told by the other half. */
    @Test
    void takesFirstWhatOthersTell() {
        Graph graph = network(1);
        GraphEditor editor = GraphEditor.of(graph);
        for (int constant : List.of(HIDDEN_FILTERS, HIDDEN_BIAS)) {
            float[] values = graph.tensor(constant).floats();
            System.arraycopy(values, 0, values, values.length / 2, values.length / 2);
            editor.replace(
                    constant, Tensor.constant("twice", graph.tensor(constant).shape(), values));
        }
        BlockShape block = new BlockShape(4, 8);
        double share = 12 * 9 * 8 / ALL_WEIGHTS;
        Graph pruned = BlockPruning.apply(editor.graph(), block, share, SAMPLES, Backend.JAVA, ALL);
        assertEquals(0, Sparsity.of(pruned, block).layers().get(0).zeros());
        Graph masked = WeightMask.of(
                        editor.graph(), block, 0.5, WeightScores.L2, operator -> operator == editor.operator(1))
                .apply(editor.graph());
        double made = squaredError(editor.graph(), pruned);
        // Not exact: covariances are damped.
        assertTrue(made < squaredError(editor.graph(), masked) / 100, made + " of nothing lost");
    }

    /** Of the last layer alone, whose inputs stay: the bias makes up for what weights do not. */
    @Test
    void keepsTheMeansOfSums() {
        Graph graph = network(1);
        Graph pruned = BlockPruning.apply(
                graph,
                new BlockShape(4, 4),
                0.5,
                SAMPLES,
                Backend.JAVA,
                operator -> operator == graph.operators().get(1));
        assertArrayEquals(weights(graph, 0), weights(pruned, 0), "a layer that was left out has been changed");
        double[] difference = new double[12];
        List<float[]> expected = outputs(graph, SAMPLES);
        List<float[]> actual = outputs(pruned, SAMPLES);
        for (int s = 0; s < expected.size(); s++) {
            for (int i = 0; i < expected.get(s).length; i++) {
                difference[i % 12] += (expected.get(s)[i] - actual.get(s)[i]) / (SAMPLES.size() * 16);
            }
        }
        for (double mean : difference) {
            assertEquals(0, mean, 1e-4);
        }
    }

    private static float[] weights(Graph graph, int operator) {
        return graph.tensor(((WeightedOperator) graph.operators().get(operator)).weights())
                .floats();
    }

    /** What is zero after a round stays zero in the next, and more is. */
    @Test
    void beginsWithWhatIsZeroAlready() {
        BlockShape block = new BlockShape(4, 4);
        Graph first = BlockPruning.apply(network(1), block, 0.3, SAMPLES, Backend.JAVA, ALL);
        Graph second = BlockPruning.apply(first, block, 0.6, SAMPLES, Backend.JAVA, ALL);
        for (int layer = 0; layer < 2; layer++) {
            float[] before = weights(first, layer);
            float[] after = weights(second, layer);
            for (int i = 0; i < before.length; i++) {
                assertTrue(before[i] != 0 || after[i] == 0, "weight " + i + " has come back");
            }
        }
        assertEquals(0.3, Sparsity.of(first, block).ofWeights(), 16 / ALL_WEIGHTS);
        assertEquals(0.6, Sparsity.of(second, block).ofWeights(), 16 / ALL_WEIGHTS);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    void takesNothingOrAll(double sparsity, double zeros) {
        Graph pruned = BlockPruning.apply(network(1), BlockShape.PANEL, sparsity, SAMPLES, Backend.JAVA, ALL);
        assertEquals(zeros, Sparsity.of(pruned, BlockShape.PANEL).ofWeights());
        if (sparsity == 0) {
            assertEquals(0, squaredError(network(1), pruned));
        }
    }

    /** Groups have inputs of their own: nothing makes up, but the share is the same. */
    @Test
    void masksGroupedConvolutions() {
        BlockShape block = new BlockShape(4, 4);
        Graph graph = network(4);
        Graph pruned = BlockPruning.apply(graph, block, 0.5, SAMPLES, Backend.JAVA, ALL);
        Graph masked = WeightMask.of(graph, block, 0.5, WeightScores.L2, ALL).apply(graph);
        assertArrayEquals(weights(masked, 1), weights(pruned, 1));
    }

    /** Two layers with the same weights go on sharing them. */
    @Test
    void masksSharedWeights() {
        GraphBuilder g = new GraphBuilder();
        g.input("in", 1, 48);
        g.floats("matrix", Shape.of(48, 48), random(48 * 48, 4));
        g.activation("hidden", 1, 48);
        g.activation("out", 1, 48);
        g.add(new FullyConnected(0, 1, -1, 2, Activation.NONE, false));
        Graph graph = g.graph(new FullyConnected(2, 1, -1, 3, Activation.NONE, false));
        Graph pruned = BlockPruning.apply(graph, BlockShape.PANEL, 0.5, SAMPLES, Backend.JAVA, ALL);
        assertEquals(
                ((WeightedOperator) pruned.operators().get(0)).weights(),
                ((WeightedOperator) pruned.operators().get(1)).weights());
        assertEquals(5.0 / 9, Sparsity.of(pruned, BlockShape.PANEL).ofBlocks());
    }

    /** Nothing is told by inputs that are always the same, or always 0. */
    @Test
    void bearsInputsThatNeverChange() {
        for (float value : new float[] {0, 1}) {
            float[] sample = new float[48];
            Arrays.fill(sample, value);
            Graph pruned =
                    BlockPruning.apply(network(1), new BlockShape(4, 4), 0.5, List.of(sample), Backend.JAVA, ALL);
            for (float weight : weights(pruned, 0)) {
                assertTrue(Float.isFinite(weight));
            }
        }
    }

    @Test
    void refusesWhatCannotBeMeant() {
        Graph graph = network(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> BlockPruning.apply(graph, BlockShape.PANEL, 1.1, SAMPLES, Backend.JAVA, ALL));
        Exception none = assertThrows(
                IllegalArgumentException.class,
                () -> BlockPruning.apply(graph, BlockShape.PANEL, 0.5, List.of(), Backend.JAVA, ALL));
        assertTrue(none.getMessage().startsWith("no samples"), none.getMessage());
        Exception size = assertThrows(
                IllegalArgumentException.class,
                () -> BlockPruning.apply(graph, BlockShape.PANEL, 0.5, List.of(new float[7]), Backend.JAVA, ALL));
        assertTrue(size.getMessage().contains("7 values"), size.getMessage());
    }
}
