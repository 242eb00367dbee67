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
    private static final Quantization UNIT_INT16 = Quantization.perTensor(1f / 32768, 0);

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
        return of(graph, ranges, Scheme.INT8.byTensor(graph), ScaleFormula.TFLITE);
    }

    /**
     * The same where operators differ in their scheme; int16 has zero point 0, and 1/32768 for SOFTMAX and LOGISTIC.
     *
     * @param schemes by tensor index, of each graph input and operator output: {@link Scheme#byTensor}
     * @throws ModelException if a range is missing or too wide
     */
    public static Map<Integer, Quantization> of(Graph graph, Map<Integer, Range> ranges,
            Map<Integer, OperatorScheme> schemes, ScaleFormula formula) {
        Map<Integer, Quantization> scales = new HashMap<>();
        for (int input : graph.inputs()) {
            if (schemes.get(input).arithmetic().isInteger()) {
                scales.put(input, scale(graph, input, ranges, schemes.get(input), formula));
            }
        }
        for (Operator operator : graph.operators()) {
            int output = operator.output();
            if (!schemes.get(output).arithmetic().isInteger()) {
                continue;
            }
            switch (operator.outputScale()) {
                case OWN, SHARED_WITH_INPUTS -> scales.put(output, scale(graph, output, ranges, schemes.get(output), formula));
                case UNIT -> scales.put(output, isInt16(schemes.get(output)) ? UNIT_INT16 : UNIT);
                case SIGNED_UNIT -> scales.put(output, isInt16(schemes.get(output)) ? UNIT_INT16 : SIGNED_UNIT);
                case SAME_AS_INPUT -> { }
            }
        }
        return scales;
    }

    private static boolean isInt16(OperatorScheme scheme) {
        return scheme.arithmetic() == Arithmetic.INT16;
    }

    private static Quantization scale(Graph graph, int tensor, Map<Integer, Range> ranges, OperatorScheme scheme,
            ScaleFormula formula) {
        Range range = ranges.get(tensor);
        if (range == null) {
            throw new ModelException(graph.name(), "tensor " + tensor + " " + graph.tensor(tensor) + " has no range");
        }
        try {
            return formula.quantization(range, scheme.grid());
        } catch (IllegalArgumentException e) {
            throw new ModelException(graph.name(), "tensor " + tensor + " " + graph.tensor(tensor) + ": " + e.getMessage(),
                    e);
        }
    }
}
