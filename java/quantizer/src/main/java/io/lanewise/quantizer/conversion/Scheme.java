// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * How a model is quantized.
 *
 * @param defaults for every operator and model input that no override changes
 * @param overrides for some; where several match, one after the other
 */
public record Scheme(OperatorScheme defaults, List<SchemeOverride> overrides) {

    /** int8 by TFLite's 8-bit specification, weights with a scale for each output channel. */
    public static final Scheme INT8 = new Scheme(OperatorScheme.INT8, List.of());

    /** The same with one scale for all weights of a dense layer, as TFLite's converter had it before 2.17. */
    public static final Scheme PLAIN = INT8.with("dense-per-tensor");

    /**
     * Copies the list.
     *
     * @param defaults for every operator and model input that no override changes
     * @param overrides for some; where several match, one after the other
     */
    public Scheme {
        overrides = List.copyOf(overrides);
    }

    /**
     * {@return the same scheme with other defaults}
     *
     * @param words see {@link SchemeWord}
     * @throws IllegalArgumentException if one is not known
     */
    public Scheme with(String... words) {
        OperatorScheme changed = defaults;
        for (String word : words) {
            changed = new SchemeWord(word).apply(changed);
        }
        return new Scheme(changed, overrides);
    }

    /**
     * {@return the same scheme with one more override, after those it has}
     *
     * @param override wins over those before it where both match
     */
    public Scheme with(SchemeOverride override) {
        List<SchemeOverride> more = new ArrayList<>(overrides);
        more.add(override);
        return new Scheme(defaults, more);
    }

    /**
     * {@return what users write, but for granularity and what overrides change: {@code int8},
     * {@code int16, int4-weights}}
     */
    public String name() {
        return defaults.words() + (overrides.isEmpty() ? "" : " with overrides");
    }

    /**
     * {@return the scheme of an operator}
     *
     * @param graph the float graph it stands in
     * @param operator one of the graph's operators
     */
    public OperatorScheme of(Graph graph, Operator operator) {
        OperatorScheme scheme = defaults;
        for (SchemeOverride override : overrides) {
            scheme = override.matches(graph, operator) ? override.apply(scheme) : scheme;
        }
        return scheme;
    }

    /**
     * {@return the scheme of a model input}
     *
     * @param graph the float graph
     * @param input index of a tensor that is one of its inputs
     */
    public OperatorScheme ofInput(Graph graph, int input) {
        OperatorScheme scheme = defaults;
        for (SchemeOverride override : overrides) {
            scheme = override.matchesInput(graph, input) ? override.apply(scheme) : scheme;
        }
        return scheme;
    }

    /**
     * {@return whether any operator's activations become integers, for whose scales calibration is needed}
     *
     * @param graph the float graph
     */
    public boolean needsCalibration(Graph graph) {
        return graph.operators().stream()
                .anyMatch(operator -> of(graph, operator).arithmetic().isInteger());
    }

    /**
     * Returns if every override matches something.
     *
     * @param graph the float graph
     * @throws ModelException naming the first that does not, which is most likely misspelt
     */
    public void requireMatches(Graph graph) {
        for (SchemeOverride override : overrides) {
            boolean used = graph.operators().stream().anyMatch(operator -> override.matches(graph, operator))
                    || graph.inputs().stream().anyMatch(input -> override.matchesInput(graph, input));
            if (!used) {
                throw new ModelException(
                        graph.name(),
                        "override \"" + override.pattern() + "\" matches no operator's output"
                                + " and no input; names and kinds are what `lanewise inspect` shows");
            }
        }
    }
}
