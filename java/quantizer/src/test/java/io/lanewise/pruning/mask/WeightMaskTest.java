// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which weights become zero, and how many there are. */
class WeightMaskTest {
    private static final int IMAGE = 0;
    private static final int FILTERS = 1;
    private static final int TAPS = 3;
    private static final int MATRIX = 5;

    /** A 3x3 convolution to 20 channels, a depthwise one, a dense layer to 10. */
    private static Graph network() {
        GraphBuilder g = new GraphBuilder();
        Window window = Window.same(3, 3, 1, 1, 1, 1, 4, 4);
        g.input("image", 1, 4, 4, 24);
        g.floats("filters", Shape.of(20, 3, 3, 24), random(20 * 9 * 24));
        g.activation("conv", 1, 4, 4, 20);
        g.floats("taps", Shape.of(1, 3, 3, 20), random(9 * 20));
        g.activation("depthwise", 1, 4, 4, 20);
        g.floats("matrix", Shape.of(10, 320), random(3200));
        g.activation("out", 1, 10);
        g.add(new Conv2d(IMAGE, FILTERS, -1, 2, window, Activation.RELU));
        g.add(new DepthwiseConv2d(2, TAPS, -1, 4, window, Activation.NONE));
        return g.graph(new FullyConnected(4, MATRIX, -1, 6, Activation.NONE, false));
    }

    private static float[] random(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static WeightMask mask(Graph graph, BlockShape block, double sparsity) {
        return WeightMask.of(graph, block, sparsity, WeightScores.L1, operator -> true);
    }

    @Test
    void hasTheSmallestMagnitudes() {
        Graph graph = network();
        WeightMask mask = mask(graph, BlockShape.SINGLE, 0.70013);
        assertEquals(Set.of(FILTERS, MATRIX), mask.tensors());
        float[] all = graph.tensor(FILTERS).floats();
        float[] left = mask.apply(graph).tensor(FILTERS).floats();
        double largestGone = 0;
        double smallestLeft = 100;
        int zeros = 0;
        for (int i = 0; i < all.length; i++) {
            assertEquals(left[i] == 0, mask.isZero(FILTERS, i));
            if (left[i] == 0) {
                zeros++;
                largestGone = Math.max(largestGone, Math.abs(all[i]));
            } else {
                assertEquals(all[i], left[i]);
                smallestLeft = Math.min(smallestLeft, Math.abs(all[i]));
            }
        }
        // 3024.56 of 4320.
        assertEquals(3025, zeros);
        assertTrue(largestGone <= smallestLeft, largestGone + " gone, " + smallestLeft + " left");
        assertFalse(mask.isZero(TAPS, 0));
    }

    /** Counted by walking over outputs, places and inputs; the last blocks are cut off at 20 outputs, 24 inputs. */
    @ParameterizedTest
    @CsvSource({"16, 16", "16, 4", "16, 8", "8, 16", "4, 4"})
    void hasWholeBlocks(int outputs, int inputs) {
        Graph graph = network();
        BlockShape block = new BlockShape(outputs, inputs);
        float[] all = graph.tensor(FILTERS).floats();
        float[] left = mask(graph, block, 0.5).apply(graph).tensor(FILTERS).floats();
        int zeroBlocks = 0;
        int blocks = 0;
        double largestGone = 0;
        double smallestLeft = 100;
        for (int o = 0; o < 20; o += outputs) {
            for (int place = 0; place < 9; place++) {
                for (int c = 0; c < 24; c += inputs) {
                    double sum = 0;
                    int zeros = 0;
                    int size = 0;
                    for (int p = o; p < Math.min(20, o + outputs); p++) {
                        for (int q = c; q < Math.min(24, c + inputs); q++) {
                            int at = (p * 9 + place) * 24 + q;
                            sum += Math.abs(all[at]);
                            zeros += left[at] == 0 ? 1 : 0;
                            size++;
                        }
                    }
                    assertTrue(zeros == 0 || zeros == size, zeros + " of " + size);
                    blocks++;
                    zeroBlocks += zeros == 0 ? 0 : 1;
                    largestGone = zeros == 0 ? largestGone : Math.max(largestGone, sum / size);
                    smallestLeft = zeros == 0 ? Math.min(smallestLeft, sum / size) : smallestLeft;
                }
            }
        }
        assertEquals(Math.round(0.5 * blocks), zeroBlocks);
        assertTrue(largestGone <= smallestLeft, largestGone + " gone, " + smallestLeft + " left");
        Sparsity.Layer measured = Sparsity.of(mask(graph, block, 0.5).apply(graph), block)
                .layers()
                .get(0);
        assertEquals(
                new Sparsity.Layer(0, 4320, measured.zeros(), blocks, zeroBlocks, 16 * 4320, 16 * measured.zeros()),
                measured);
    }

    /** A zero is the integer 0, whatever the scale: nothing is lost on the way to int8. */
    @Test
    void survivesQuantization() {
        Graph graph = network();
        Graph masked = mask(graph, BlockShape.PANEL, 0.5).apply(graph);
        Sparsity real = Sparsity.of(masked, BlockShape.PANEL);
        Graph int8 = Quantizer.of(Model.of(masked))
                .backend(Backend.JAVA)
                .calibrate(Stream.of(random(4 * 4 * 24)))
                .quantize()
                .graph();
        Sparsity integers = Sparsity.of(int8, BlockShape.PANEL);
        assertEquals(3, integers.layers().size());
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    real.layers().get(i).zeroBlocks(), integers.layers().get(i).zeroBlocks());
            // Small weights may become zero, too.
            assertTrue(integers.layers().get(i).zeros() >= real.layers().get(i).zeros());
        }
        assertEquals(0.5, integers.ofBlocks(), 0.01);
        assertEquals(0, Sparsity.of(graph, BlockShape.PANEL).ofWeights());
    }

    @Test
    void takesScoresFromOutside() {
        Graph graph = network();
        float[] scores = random(4320);
        IntStream.range(0, scores.length).forEach(i -> scores[i] = i < 432 ? 0.5f : 1 + i);
        WeightMask mask = WeightMask.of(
                graph, BlockShape.SINGLE, 0.1, (g, tensor) -> scores, operator -> operator instanceof Conv2d);
        assertEquals(Set.of(FILTERS), mask.tensors());
        float[] weights = graph.tensor(FILTERS).floats();
        mask.apply(FILTERS, weights);
        assertArrayEquals(new float[432], Arrays.copyOf(weights, 432));
        assertArrayEquals(
                Arrays.copyOfRange(graph.tensor(FILTERS).floats(), 432, 4320), Arrays.copyOfRange(weights, 432, 4320));
        scores[7] = Float.NaN;
        assertThrows(
                IllegalArgumentException.class,
                () -> WeightMask.of(
                        graph, BlockShape.SINGLE, 0.1, (g, tensor) -> scores, operator -> operator instanceof Conv2d));
        assertThrows(IllegalArgumentException.class, () -> mask(graph, BlockShape.SINGLE, 1.1));
    }

    @Test
    void countsDenseAndAllZero() {
        Graph graph = network();
        assertEquals(0, mask(graph, BlockShape.PANEL, 0).apply(graph).equals(graph) ? 0 : 1);
        Graph empty = mask(graph, BlockShape.PANEL, 1).apply(graph);
        Sparsity sparsity = Sparsity.of(empty, BlockShape.PANEL);
        assertEquals(1, sparsity.ofBlocks());
        // Of the depthwise one, none.
        assertEquals((16 * 4320 + 3200) / (16 * 4320 + 16 * 180 + 3200.0), sparsity.ofMacs(), 1e-12);
        assertEquals((4320 + 3200) / (4320 + 3200 + 180.0), sparsity.ofWeights(), 1e-12);
        float[] weights = new float[4320];
        weights[1234] = 1e-30f;
        GraphEditor editor = GraphEditor.of(empty);
        editor.replace(FILTERS, Tensor.constant("filters", Shape.of(20, 3, 3, 24), weights));
        Sparsity.Layer all = sparsity.layers().get(0);
        assertEquals(
                new Sparsity.Layer(0, 4320, 4319, all.blocks(), all.blocks() - 1, 16 * 4320, 16 * (4320 - 256)),
                Sparsity.of(editor.graph(), BlockShape.PANEL).layers().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "16x", "x4", "16x4x1", "0x4", "16 x 4", "-1x4"})
    void refusesShapes(String text) {
        assertThrows(IllegalArgumentException.class, () -> BlockShape.parse(text));
    }

    @Test
    void readsShapes() {
        assertEquals(new BlockShape(16, 4), BlockShape.parse("16x4"));
        assertEquals("16x4", new BlockShape(16, 4).toString());
    }
}
