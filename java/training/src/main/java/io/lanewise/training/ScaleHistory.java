// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.analysis.LineChart;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the scales of activations move from pass to pass. */
final class ScaleHistory {

    private ScaleHistory() {}

    /** By the index of a tensor, of all activations that have one scale. */
    static SortedMap<Integer, Float> scales(Graph graph) {
        SortedMap<Integer, Float> scales = new TreeMap<>();
        for (int i = 0; i < graph.tensors().size(); i++) {
            Tensor tensor = graph.tensor(i);
            if (tensor.quantization() != null
                    && !tensor.isConstant()
                    && !tensor.quantization().isPerChannel()) {
                scales.put(i, tensor.quantization().scale());
            }
        }
        return scales;
    }

    /**
     * The change of each scale since the stage began, in percent, pass after pass: of the scales that went furthest, so
     * many at most, those that did not move left out. Tensors that share a scale have one line, with the name of the
     * first.
     */
    static List<LineChart.Line> furthest(TrainingResult.Stage stage, int most) {
        Map<List<Double>, String> names = new LinkedHashMap<>();
        SortedMap<Integer, Float> start = stage.passes().isEmpty()
                ? new TreeMap<>()
                : stage.passes().get(0).scales();
        for (int tensor : start.keySet()) {
            List<Double> changes = new ArrayList<>();
            float before = start.get(tensor);
            for (TrainingRun.Pass pass : stage.passes()) {
                changes.add(100 * (pass.scales().get(tensor) / (double) before - 1));
            }
            names.putIfAbsent(changes, stage.start().tensor(tensor).name());
        }
        return names.entrySet().stream()
                .map(entry -> new LineChart.Line(entry.getValue(), entry.getKey()))
                .filter(line -> distance(line) > 0)
                .sorted(Comparator.comparing(ScaleHistory::distance).reversed())
                .limit(most)
                .toList();
    }

    private static double distance(LineChart.Line line) {
        return line.values().stream().mapToDouble(Math::abs).max().orElse(0);
    }
}
