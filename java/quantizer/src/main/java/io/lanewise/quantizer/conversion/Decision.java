// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an operator will compute with, and why.
 *
 * @param scheme how the operator and its output are quantized
 * @param reason why it is not what the scheme asks for, or what asked for a float; empty where the scheme is followed
 */
public record Decision(OperatorScheme scheme, String reason) {

    /**
     * {@return one decision for each operator, in their order} An operator without an integer form stays float, and so
     * does one that only moves what a float operator gives.
     *
     * @param graph float32, {@link FuseActivations} applied
     * @param scheme what is asked of each operator
     */
    public static List<Decision> of(Graph graph, Scheme scheme) {
        return of(graph, operator -> scheme.of(graph, operator));
    }

    /** The same where what is asked for is known of each operator. */
    static List<Decision> of(Graph graph, Function<Operator, OperatorScheme> asked) {
        Map<Integer, Decision> byOutput = new HashMap<>();
        List<Decision> decisions = new ArrayList<>();
        for (Operator operator : graph.operators()) {
            Decision decision = of(graph, operator, asked.apply(operator), byOutput);
            operator.outputs().forEach(output -> byOutput.put(output, decision));
            decisions.add(decision);
        }
        return decisions;
    }

    private static Decision of(Graph graph, Operator operator, OperatorScheme wish, Map<Integer, Decision> byOutput) {
        if (!wish.arithmetic().isInteger()) {
            return new Decision(wish, wish.arithmetic() == SchemeArithmetic.FLOAT32 ? "asked for" : "");
        }
        Optional<String> missing = IntegerForms.missing(graph, operator, wish.arithmetic());
        if (missing.isPresent()) {
            return new Decision(wish.with(SchemeArithmetic.FLOAT32, false), missing.get());
        }
        Decision source = byOutput.get(operator.activations().get(0));
        boolean moves = operator.outputScale() == OutputScale.SAME_AS_INPUT;
        if (moves && source != null && !source.scheme.arithmetic().isInteger()) {
            return new Decision(wish.with(SchemeArithmetic.FLOAT32, false), "moves what a float operator gives");
        }
        return new Decision(wish, "");
    }
}
