// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names operators of a graph.
 *
 * @param text a regular expression that the whole name of an operator's output tensor matches (of a model input: its
 *     name); or {@code kind:} and one for the operator's kind, such as {@code kind:SOFTMAX} ({@code kind:INPUT} for
 *     model inputs)
 */
public record OperatorPattern(String text) {
    private static final String KIND = "kind:";
    private static final String INPUT = "INPUT";
    /** Characters of a pattern that an error shows. */
    private static final int SHOWN = 40;

    /**
     * Checks the expression.
     *
     * @param text a regular expression over names or kinds
     * @throws IllegalArgumentException if it is no regular expression
     */
    public OperatorPattern {
        compiled(text);
    }

    /**
     * {@return whether it is meant for an operator of a graph}
     *
     * @param graph gives the names
     * @param operator one of the graph's
     */
    public boolean matches(Graph graph, Operator operator) {
        return operator.outputs().stream()
                .anyMatch(
                        output -> matches(operator.kind(), graph.tensor(output).name()));
    }

    /** Whether it is meant for this input of a graph. */
    boolean matchesInput(Graph graph, int input) {
        return matches(INPUT, graph.tensor(input).name());
    }

    private boolean matches(String kind, String name) {
        return compiled(text).matcher(text.startsWith(KIND) ? kind : name).matches();
    }

    private static Pattern compiled(String text) {
        String expression = text.startsWith(KIND) ? text.substring(KIND.length()) : text;
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
            throw new IllegalArgumentException(
                    "pattern \"" + shown + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
