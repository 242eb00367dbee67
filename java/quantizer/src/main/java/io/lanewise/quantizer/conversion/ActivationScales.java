// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.calibration.IntegerGrid;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.tensor.Quantization;
import java.util.HashMap;
import java.util.Map;

/** The quantization of every activation that has one of its own, not its operator's input's. */
public final class ActivationScales {
    private static final Quantization UNIT = Quantization.perTensor(1f / 256, -128);
    private static final Quantization SIGNED_UNIT = Quantization.perTensor(1f / 128, 0);

    private ActivationScales() {
    }

    /**
     * A quantization for each graph input and each operator's output, by tensor index: from its range by TFLite's formula, or
     * 1/256 and -128 for SOFTMAX and LOGISTIC, 1/128 and 0 for TANH. Outputs of pools, reshapes and others that have their
     * input's are left out.
     *
     * @param ranges by tensor index, of the graph inputs and of the other operators' outputs
     * @throws ModelException if a range is missing or too wide
     */
    public static Map<Integer, Quantization> of(Graph graph, Map<Integer, Range> ranges) {
        return of(graph, ranges, ScaleFormula.TFLITE);
    }

    /** As {@link #of(Graph, Map)}, by a formula of one's choice. */
    public static Map<Integer, Quantization> of(Graph graph, Map<Integer, Range> ranges, ScaleFormula formula) {
        Map<Integer, Quantization> scales = new HashMap<>();
        for (int input : graph.inputs()) {
            scales.put(input, scale(graph, input, ranges, formula));
        }
        for (Operator operator : graph.operators()) {
            switch (OutputRule.of(operator)) {
                case OWN -> scales.put(operator.output(), scale(graph, operator.output(), ranges, formula));
                case UNIT -> scales.put(operator.output(), UNIT);
                case SIGNED_UNIT -> scales.put(operator.output(), SIGNED_UNIT);
                case SAME_AS_INPUT -> { }
            }
        }
        return scales;
    }

    private static Quantization scale(Graph graph, int tensor, Map<Integer, Range> ranges, ScaleFormula formula) {
        Range range = ranges.get(tensor);
        if (range == null) {
            throw new ModelException(graph.name(), "tensor " + tensor + " " + graph.tensor(tensor) + " has no range");
        }
        try {
            return formula.quantization(range, IntegerGrid.INT8);
        } catch (IllegalArgumentException e) {
            throw new ModelException(graph.name(), "tensor " + tensor + " " + graph.tensor(tensor) + ": " + e.getMessage(),
                    e);
        }
    }
}
