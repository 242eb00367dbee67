// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Closeness.Effect;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.testing.OperatorKinds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** What random graphs know of each kind of operator: how one is added, and what it does to floats. */
final class GrowthTable {
    static final GrowthTable ALL = new GrowthTable();

    private final Map<Class<?>, Predicate<Sketch>> growths = new HashMap<>();
    private final KindTable<Function<Graph, Effect>> effects = new KindTable<>();

    private GrowthTable() {
        ElementwiseGrowth.addTo(this);
        IndexGrowth.addTo(this);
        ShapeGrowth.addTo(this);
        WeightedGrowth.addTo(this);
    }

    /** {@code growth} adds an operator of the kind to a graph, or is false where no value fits. */
    <O extends Operator> void add(Class<O> kind, Predicate<Sketch> growth, Effect effect) {
        add(kind, growth, (graph, operator) -> effect);
    }

    /** The same of a kind whose effect lies with the operator; {@code effect}: of one that writes floats. */
    <O extends Operator> void add(Class<O> kind, Predicate<Sketch> growth, BiFunction<Graph, O, Effect> effect) {
        growths.put(kind, growth);
        effects.add(kind, operator -> graph -> effect.apply(graph, operator));
    }

    /** Of every kind of operator that there is; one that cannot be grown ends the program. */
    List<Predicate<Sketch>> growths() {
        return OperatorKinds.records(Operator.class).map(this::growth).toList();
    }

    private Predicate<Sketch> growth(Class<?> kind) {
        if (!growths.containsKey(kind)) {
            throw new IllegalStateException(
                    "no random graph has a " + kind.getSimpleName() + "; add it to the growth of its family");
        }
        return growths.get(kind);
    }

    /** What an operator that writes floats does to them. */
    Effect effect(Graph graph, Operator operator) {
        return effects.apply(operator).apply(graph);
    }
}
