// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.instructions.Window;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Activation;
import io.lanewise.testing.NetworkSketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against variances of what channels give, cell by cell. */
class VarianceShareTest {
    private final NetworkSketch net = new NetworkSketch(9);
    private final int image = net.image(5, 5, 2);

    private static List<float[]> samples() {
        Random random = new Random(3);
        List<float[]> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            float[] sample = new float[50];
            for (int k = 0; k < 50; k++) {
                sample[k] = (float) random.nextGaussian();
            }
            samples.add(sample);
        }
        return samples;
    }

    @Test
    void isWhatAChannelGives() {
        int hidden = net.conv(image, 4);
        Graph graph = net.build(net.point(hidden, 3));
        float[] weights = graph.tensor(((WeightedOperator) graph.operators().get(1)).weights())
                .floats();
        List<float[]> cells = cells(graph, hidden);
        // One percent of the mean square is added to the variance of every input.
        double damping = 0;
        for (float[] cell : cells) {
            for (float x : cell) {
                damping += 0.01 * x * x / (4 * cells.size());
            }
        }
        double[] own = new double[4];
        double all = 0;
        for (int o = 0; o < 3; o++) {
            double squares = 0;
            for (int c = 0; c < 4; c++) {
                float[] one = new float[4];
                one[c] = weights[o * 4 + c];
                own[c] += variance(cells, one) + damping * one[c] * one[c];
                squares += one[c] * one[c];
            }
            all += variance(cells, Arrays.copyOfRange(weights, o * 4, o * 4 + 4)) + damping * squares;
        }
        ChannelGroups groups = ChannelGroups.of(graph);
        double[] scores = new VarianceShare(LayerInputs.measure(groups, samples(), Backend.JAVA)).of(groups);
        for (int c = 0; c < 4; c++) {
            assertEquals(own[c] / all, scores[c], 1e-5, "channel " + c);
        }
    }

    private static List<float[]> cells(Graph graph, int tensor) {
        GraphEditor editor = GraphEditor.of(graph);
        editor.setInterface(graph.inputs(), List.of(tensor));
        List<float[]> cells = new ArrayList<>();
        for (float[] sample : samples()) {
            float[] values = FloatRun.outputs(editor.graph(), List.of(sample))[0];
            for (int at = 0; at < values.length; at += 4) {
                cells.add(Arrays.copyOfRange(values, at, at + 4));
            }
        }
        return cells;
    }

    private static double variance(List<float[]> cells, float[] weights) {
        double sum = 0;
        double squares = 0;
        for (float[] cell : cells) {
            double product = 0;
            for (int i = 0; i < weights.length; i++) {
                product += weights[i] * cell[i];
            }
            sum += product / cells.size();
            squares += product * product / cells.size();
        }
        return squares - sum * sum;
    }

    @Test
    void isThatOfSquaresWhereInputsAreNotKnown() {
        int hidden = net.conv(image, 3);
        int out = net.graph.apply(new TransposeConv(
                hidden,
                net.graph.constant(new float[] {1, 2, 3, 0, 1, 1}, 2, 1, 1, 3),
                -1,
                net.graph.activation(1, 10, 10, 2),
                new Window(1, 1, 2, 2, 1, 1, 0, 0, 0, 0),
                Activation.NONE));
        ChannelGroups groups = ChannelGroups.of(net.build(out));
        double[] scores = new VarianceShare(LayerInputs.measure(groups, samples(), Backend.JAVA)).of(groups);
        assertEquals(1.0 / 16, scores[0], 1e-12);
        assertEquals(5.0 / 16, scores[1], 1e-12);
        assertEquals(10.0 / 16, scores[2], 1e-12);
    }
}
