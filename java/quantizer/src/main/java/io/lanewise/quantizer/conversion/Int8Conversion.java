// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Quantization;
import java.util.Map;

/**
 * Float graph to int8 graph, one pass after the other.
 *
 * @param interfaceType element type of inputs and outputs
 */
public record Int8Conversion(InterfaceType interfaceType) {

    /**
     * Converts by given activation quantizations, which keep their values except where TFLite demands equal ones: outputs of
     * pools, reshapes and pads take their input's, inputs of a concatenation its output's (or a QUANTIZE in front).
     *
     * @param graph all float32
     * @param activations int8, one scale for the whole tensor, by tensor index: of each graph input and each operator's
     *        output, save those of clamps that {@link FuseActivations} removes and of operators that keep their input's.
     *        Constants may be among them and else get one by their own values
     * @throws ModelException if the graph holds something that cannot be int8, or a quantization is missing; the message
     *         names it
     */
    public Graph convert(Graph graph, Map<Integer, Quantization> activations) {
        return convert(graph, Scheme.INT8, activations);
    }

    /** The same by another scheme than {@link Scheme#INT8}. */
    public Graph convert(Graph graph, Scheme scheme, Map<Integer, Quantization> activations) {
        FloatGraphCheck.check(graph);
        Graph fused = FuseActivations.apply(graph);
        return convert(SchemeAssignment.of(fused, scheme, Map.of()), activations);
    }

    /**
     * The same where the scheme is laid out already.
     *
     * @param assignment the fused graph and each operator's scheme
     * @param activations as above, of the assignment's graph: {@link ActivationScales}
     * @throws ModelException if a quantization is missing; the message names it
     */
    public Graph convert(SchemeAssignment assignment, Map<Integer, Quantization> activations) {
        Map<Integer, OperatorScheme> schemes = assignment.schemes();
        Graph assigned = ShareQuantization.apply(AssignQuantization.apply(assignment.graph(), activations, schemes));
        Graph int8 = ConvertTensors.apply(assigned, schemes);
        Graph stored = QuantizeFloatWeights.apply(int8, schemes);
        return interfaceType == InterfaceType.FLOAT32 ? RemoveUnusedTensors.apply(FloatInterface.apply(stored)) : stored;
    }
}
