// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Another scheme for some operators.
 *
 * @param pattern a regular expression that the whole name of an operator's output tensor matches (of a model input: its
 *        name); or {@code kind:} and one for the operator's kind, such as {@code kind:SOFTMAX} ({@code kind:INPUT} for
 *        model inputs)
 * @param words what changes, in this order
 */
public record SchemeOverride(String pattern, List<SchemeWord> words) {
    private static final String KIND = "kind:";
    private static final String INPUT = "INPUT";
    /** Characters of a pattern that an error shows. */
    private static final int SHOWN = 40;

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
        compiled(pattern);
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
        return operator.outputs().stream()
                .anyMatch(
                        output -> matches(operator.kind(), graph.tensor(output).name()));
    }

    /** Whether it is meant for this input of a graph. */
    boolean matchesInput(Graph graph, int input) {
        return matches(INPUT, graph.tensor(input).name());
    }

    private boolean matches(String kind, String name) {
        return compiled(pattern).matcher(pattern.startsWith(KIND) ? kind : name).matches();
    }

    OperatorScheme apply(OperatorScheme scheme) {
        OperatorScheme changed = scheme;
        for (SchemeWord word : words) {
            changed = word.apply(changed);
        }
        return changed;
    }

    private static Pattern compiled(String pattern) {
        String expression = pattern.startsWith(KIND) ? pattern.substring(KIND.length()) : pattern;
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            String shown = pattern.length() <= SHOWN ? pattern : pattern.substring(0, SHOWN) + "...";
            throw new IllegalArgumentException(
                    "override \"" + shown + "\" is no regular expression: " + e.getDescription(), e);
        }
    }
}
