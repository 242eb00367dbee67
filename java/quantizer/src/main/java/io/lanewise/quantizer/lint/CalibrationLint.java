// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.TensorStatistics;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at what a model made of the samples. */
public final class CalibrationLint {
    /** Growth of a range's width, with the last quarter of the samples, that is worth a warning. */
    private static final double NOTABLE_GROWTH = 0.1;

    private CalibrationLint() {}

    /**
     * {@return what is suspicious about a calibration of {@code graph}, which has seen a sample}
     *
     * @param graph the float graph that was calibrated
     * @param calibration of at least one sample
     */
    public static List<DataWarning> warnings(Graph graph, Calibration calibration) {
        List<DataWarning> warnings = new ArrayList<>();
        scale(graph, calibration.statistics()).ifPresent(warnings::add);
        List<GrowingRanges.GrowingTensor> growing = calibration.growth().entrySet().stream()
                .map(entry -> new GrowingRanges.GrowingTensor(
                        graph.tensor(entry.getKey()).name(), entry.getValue().fraction()))
                .filter(tensor -> tensor.fraction() >= NOTABLE_GROWTH)
                .sorted(Comparator.comparingDouble(GrowingRanges.GrowingTensor::fraction)
                        .reversed())
                .toList();
        if (!growing.isEmpty()) {
            warnings.add(new GrowingRanges(calibration.samples(), growing));
        }
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof Concatenation joined) {
                unequal(graph, i, joined, calibration.statistics()).ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    private static Optional<DataWarning> unequal(
            Graph graph, int index, Concatenation joined, CalibrationStatistics seen) {
        double whole = width(seen.tensors().get(joined.output()).range());
        return joined.inputs().stream()
                .filter(input -> !graph.tensor(input).isConstant())
                .min(Comparator.comparingDouble(
                        input -> width(seen.tensors().get(input).range())))
                .map(input -> new UnequalRanges(
                        graph.describe(index),
                        graph.tensor(input).name(),
                        256 * width(seen.tensors().get(input).range()) / whole))
                .filter(warning -> warning.steps() > 0 && warning.steps() < UnequalRanges.FEWEST)
                .map(warning -> warning);
    }

    /** Of the range that a scale has to cover: 0 is always among it. */
    private static double width(Range range) {
        return (double) Math.max(range.maximum(), 0) - Math.min(range.minimum(), 0);
    }

    /**
     * What inputs contribute to an output is about their root mean square times the norm of an output channel's
     * weights. In trained models that is within an order of magnitude of the biases, into which batch normalization was
     * folded.
     */
    private static Optional<DataWarning> scale(Graph graph, CalibrationStatistics seen) {
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            List<Integer> inputs = operator.inputs();
            boolean weighted = operator.activations().size() == 1
                    && inputs.size() == 3
                    && !graph.tensor(inputs.get(0)).isConstant()
                    && graph.tensor(inputs.get(1)).isConstant()
                    && graph.tensor(inputs.get(2)).isConstant();
            if (weighted) {
                Tensor biases = graph.tensor(inputs.get(2));
                double bias = Math.sqrt(squares(biases) / biases.shape().elements());
                double weights = Math.sqrt(
                        squares(graph.tensor(inputs.get(1))) / biases.shape().elements());
                TensorStatistics statistics = seen.tensors().get(inputs.get(0));
                double ratio = statistics.rootMeanSquare() * weights / bias;
                Range range = seen.tensors().get(graph.inputs().get(0)).range();
                return ratio > 0
                                && Double.isFinite(ratio)
                                && (ratio < SuspiciousScale.SMALLEST || ratio > SuspiciousScale.LARGEST)
                        ? Optional.of(new SuspiciousScale(graph.describe(i), ratio, range.toString()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static double squares(Tensor constant) {
        double squares = 0;
        for (float value : constant.floats()) {
            squares += (double) value * value;
        }
        return squares;
    }
}
