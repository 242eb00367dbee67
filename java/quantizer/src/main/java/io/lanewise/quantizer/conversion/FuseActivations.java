// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.graph.Uses;
import io.lanewise.operators.activation.Relu;
import io.lanewise.tensor.Activation;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes a clamp part of the operator before it. In int8 that is not only quicker: the values that the clamp cuts off
 * need no room in the scale. Pools are left alone, since their output must keep their input's scale.
 */
public final class FuseActivations {

    private FuseActivations() {}

    /**
     * {@return the same function with every clamp fused whose input nobody else reads} Tensors keep their indices.
     *
     * @param graph all float32
     */
    public static Graph apply(Graph graph) {
        return apply(graph, FuseActivations::fuse);
    }

    /**
     * {@return the same for a graph whose scales are given: clamps are also fused into pools}
     *
     * @param graph float or quantized
     */
    public static Graph everywhere(Graph graph) {
        return apply(graph, FuseActivations::fuseGiven);
    }

    private static Graph apply(Graph graph, BiFunction<Operator, Relu, Optional<Operator>> fusion) {
        GraphEditor editor = GraphEditor.withoutOperators(graph);
        Uses uses = new Uses(graph);
        for (Operator operator : graph.operators()) {
            int producer = operator instanceof Relu relu && uses.readers(relu.input()) == 1
                    ? editor.producer(relu.input())
                    : Uses.NONE;
            Optional<Operator> fused =
                    producer == Uses.NONE ? Optional.empty() : fusion.apply(editor.operator(producer), (Relu) operator);
            fused.ifPresentOrElse(clamped -> editor.replace(producer, clamped), () -> editor.add(operator));
        }
        return editor.graph();
    }

    private static Optional<Operator> fuse(Operator producer, Relu relu) {
        return producer.outputScale() == OutputScale.OWN ? fuseGiven(producer, relu) : Optional.empty();
    }

    private static Optional<Operator> fuseGiven(Operator producer, Relu relu) {
        return producer.activation() == Activation.NONE
                ? producer.withActivation(relu.activation(), relu.output())
                : Optional.empty();
    }
}
