// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.analysis.LineChart;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingPageTest {
    private static final RuntimeAgreement NOTHING = new RuntimeAgreement(List.of(), List.of());

    /** Inputs with a scale each. */
    private static Graph graph(float... scales) {
        List<Tensor> tensors = new ArrayList<>();
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < scales.length; i++) {
            inputs.add(i);
            tensors.add(
                    new Tensor("tensor " + i, DataType.INT8, Shape.of(1), Quantization.perTensor(scales[i], 0), null));
        }
        return new Graph("scales", tensors, List.of(), inputs, inputs);
    }

    private static TrainingResult.Stage stage(float[]... passes) {
        List<TrainingRun.Pass> all = new ArrayList<>();
        for (int pass = 0; pass < passes.length; pass++) {
            SortedMap<Integer, Float> scales = new TreeMap<>();
            for (int i = 0; i < passes[pass].length; i++) {
                scales.put(i, passes[pass][i]);
            }
            all.add(new TrainingRun.Pass(pass, pass == 0 ? Double.NaN : 1, -1, scales));
        }
        return new TrainingResult.Stage("integers", graph(passes[0]), all);
    }

    /** The second goes to a half and comes back to three quarters; the third has its scale; the fourth stays. */
    @Test
    void scalesAreShownByHowFarTheyWent() {
        TrainingResult.Stage stage =
                stage(new float[] {4, 2, 2, 1}, new float[] {5, 1, 1, 1}, new float[] {5, 1.5f, 1.5f, 1});
        assertEquals(
                List.of(
                        new LineChart.Line("tensor 1", List.of(0.0, -50.0, -25.0)),
                        new LineChart.Line("tensor 0", List.of(0.0, 25.0, 25.0))),
                ScaleHistory.furthest(stage, 12));
        assertEquals(1, ScaleHistory.furthest(stage, 1).size());
    }

    @Test
    void rangesAreOnThePageWhereTheyMove() throws IOException {
        TrainingResult.Stage moved = stage(new float[] {4, 2}, new float[] {5, 1});
        String page = TrainingPage.of("m", new TrainingResult(graph(5, 1), List.of(moved), true), NOTHING);
        assertTrue(page.contains("<h2>Stage integers: ranges</h2>"), page);
        assertTrue(page.contains("<title>tensor 1, 1: -50.0 %</title>"), page);
        TrainingResult.Stage still = stage(new float[] {}, new float[] {});
        page = TrainingPage.of("m", new TrainingResult(graph(), List.of(still), true), NOTHING);
        assertFalse(page.contains("ranges"), page);
    }

    /** Blocks that are rounded anew have no loss of a pass. */
    @Test
    void lossesAreOnThePageWhereThereAreSome() throws IOException {
        TrainingResult.Stage trained = stage(new float[] {}, new float[] {});
        String page = TrainingPage.of("m", new TrainingResult(graph(), List.of(trained), true), NOTHING);
        assertTrue(page.contains("Stage integers: loss"), page);
        TrainingResult.Stage start = stage(new float[][] {{}});
        page = TrainingPage.of("m", new TrainingResult(graph(), List.of(start), true), NOTHING);
        assertFalse(page.contains("loss"), page);
        assertTrue(page.contains("Stage integers: error"), page);
    }
}
