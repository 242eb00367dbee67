// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import java.util.Arrays;
import java.util.List;

/**
 * Another scheme for some operators.
 *
 * @param pattern which operators, as {@link OperatorPattern} has it
 * @param words what changes, in this order
 */
public record SchemeOverride(String pattern, List<SchemeWord> words) {
    /**
     * Checks the pattern.
     *
     * @param pattern a regular expression over names
     * @param words at least one
     * @throws IllegalArgumentException if it is no regular expression, or there are no words
     */
    public SchemeOverride {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("override \"" + pattern + "\" changes nothing");
        }
        new OperatorPattern(pattern);
    }

    /**
     * Reads {@code PATTERN=WORD,WORD...}, parted at the last {@code =}.
     *
     * @param text for example {@code head/.*=int16}
     * @return the override
     * @throws IllegalArgumentException if it is not of that form; the message says where
     */
    public static SchemeOverride parse(String text) {
        int end = text.lastIndexOf('=');
        if (end <= 0) {
            throw new IllegalArgumentException("override \"" + text + "\" is not PATTERN=WORD,WORD..., such as"
                    + " \"kind:SOFTMAX=float\" or \"conv1/.*=int4-weights\"");
        }
        return new SchemeOverride(
                text.substring(0, end),
                Arrays.stream(text.substring(end + 1).split(",", -1))
                        .map(SchemeWord::new)
                        .toList());
    }

    /** Whether it is meant for this operator of a graph. */
    boolean matches(Graph graph, Operator operator) {
        return new OperatorPattern(pattern).matches(graph, operator);
    }

    /** Whether it is meant for this input of a graph. */
    boolean matchesInput(Graph graph, int input) {
        return new OperatorPattern(pattern).matchesInput(graph, input);
    }

    OperatorScheme apply(OperatorScheme scheme) {
        OperatorScheme changed = scheme;
        for (SchemeWord word : words) {
            changed = word.apply(changed);
        }
        return changed;
    }
}
