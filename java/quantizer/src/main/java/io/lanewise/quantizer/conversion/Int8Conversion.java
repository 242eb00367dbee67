// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.tensor.Quantization;
import java.util.function.IntFunction;

/**
 * Float graph to integer graph, one pass after the other. Activations keep the quantizations chosen for them except
 * where TFLite demands equal ones: outputs of pools, reshapes and pads take their input's, inputs of a concatenation
 * its output's (or a QUANTIZE in front).
 *
 * @param interfaceType element type of inputs and outputs
 */
public record Int8Conversion(InterfaceType interfaceType) {

    /**
     * Converts by given quantizations.
     *
     * @param graph all float32
     * @param scheme how
     * @param activations one scale for the whole tensor, by tensor index: of each graph input and each operator's
     *        output, save those of clamps that {@link FuseActivations} removes and of operators that keep their
     *        input's. Constants may be among them and else get one by their own values; null where there is none
     * @return the quantized model, whose weights and biases are quantized too
     * @throws ModelException if the graph holds something that cannot be integers, a quantization is missing, or an
     *         override matches nothing; the message names it
     */
    public QuantizedModel convert(Graph graph, Scheme scheme, IntFunction<Quantization> activations) {
        FloatGraphCheck.check(graph);
        Graph fused = FuseActivations.apply(graph);
        return quantize(SchemeAssignment.apply(QuantizedModel.of(fused, fused, scheme, tensor -> null)), activations);
    }

    /**
     * Converts by ranges: those that the scheme fixes, and else those that calibration chose.
     *
     * @param model nothing quantized yet: {@link QuantizedModel#of}
     * @param formula how scales come from ranges
     * @return the quantized model, whose weights and biases are quantized too
     * @throws ModelException if something cannot be integers, or a range is missing or too wide; the message names it
     */
    public QuantizedModel convert(QuantizedModel model, ScaleFormula formula) {
        QuantizedModel assigned = SchemeAssignment.apply(model);
        return quantize(assigned, ActivationScales.of(assigned, formula));
    }

    private QuantizedModel quantize(QuantizedModel assigned, IntFunction<Quantization> activations) {
        QuantizedModel shared =
                ShareQuantization.apply(RepresentableSums.apply(AssignQuantization.apply(assigned, activations)));
        QuantizedModel stored = QuantizeFloatWeights.apply(ConvertTensors.apply(shared));
        return (interfaceType == InterfaceType.FLOAT32 ? FloatInterface.apply(stored) : stored).cleaned();
    }
}
