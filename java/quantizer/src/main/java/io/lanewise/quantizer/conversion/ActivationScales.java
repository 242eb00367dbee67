// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.tensor.Quantization;
import java.util.function.IntFunction;

/** The quantization of every activation that has one of its own, not its operator's input's. */
final class ActivationScales {
    private static final Quantization UNIT = Quantization.perTensor(1f / 256, -128);
    private static final Quantization SIGNED_UNIT = Quantization.perTensor(1f / 128, 0);
    private static final Quantization LOGARITHM_OF_UNIT = Quantization.perTensor(1f / 16, 127);
    private static final Quantization UNIT_INT16 = Quantization.perTensor(1f / 32768, 0);

    private final QuantizedModel model;
    private final ScaleFormula formula;

    private ActivationScales(QuantizedModel model, ScaleFormula formula) {
        this.model = model;
        this.formula = formula;
    }

    /**
     * A quantization for each graph input and each operator's output that becomes integers, by tensor index: from the
     * range that its scheme fixes or calibration chose, or 1/256 and -128 for SOFTMAX and LOGISTIC, 1/128 and 0 for
     * TANH; int16 has zero point 0, and 1/32768 for these. Null for outputs of pools, reshapes and others that have
     * their input's.
     *
     * @throws ModelException if a range is missing or too wide
     */
    static IntFunction<Quantization> of(QuantizedModel model, ScaleFormula formula) {
        ActivationScales pass = new ActivationScales(model, formula);
        Graph graph = model.graph();
        Quantization[] scales = new Quantization[graph.tensors().size()];
        for (int input : graph.inputs()) {
            if (pass.scheme(input).arithmetic().isInteger()) {
                scales[input] = pass.scale(input);
            }
        }
        for (Operator operator : graph.operators()) {
            for (int output : operator.outputs()) {
                if (pass.scheme(output).arithmetic().isInteger()) {
                    scales[output] = pass.scale(operator, output);
                }
            }
        }
        return tensor -> scales[tensor];
    }

    private Quantization scale(Operator operator, int output) {
        boolean int16 = scheme(output).arithmetic() == SchemeArithmetic.INT16;
        return switch (operator.outputScale()) {
            case OWN, SHARED_WITH_INPUTS -> scale(output);
            case UNIT -> int16 ? UNIT_INT16 : UNIT;
            case SIGNED_UNIT -> int16 ? UNIT_INT16 : SIGNED_UNIT;
            case LOGARITHM_OF_UNIT -> LOGARITHM_OF_UNIT;
            case SAME_AS_INPUT -> null;
        };
    }

    private OperatorScheme scheme(int tensor) {
        return model.tensors().get(tensor).scheme();
    }

    private Quantization scale(int tensor) {
        Range fixed = scheme(tensor).range();
        Range range = fixed != null ? fixed : model.tensors().get(tensor).range();
        String name = "tensor " + tensor + " " + model.graph().tensor(tensor);
        if (range == null) {
            throw new ModelException(model.graph().name(), name + " has no range");
        }
        try {
            return formula.quantization(range, scheme(tensor).grid());
        } catch (IllegalArgumentException e) {
            throw new ModelException(model.graph().name(), name + ": " + e.getMessage(), e);
        }
    }
}
