// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a piece of code does for each kind of operator, where that is no fact of the kind itself, such as how a file format
 * writes it. Tests compare {@link #kinds} with those that {@link Operator} permits.
 *
 * @param <R> what is made of an operator
 */
public final class KindTable<R> {
    private final Map<Class<? extends Operator>, Function<Operator, R>> entries = new HashMap<>();

    /**
     * Adds a kind.
     *
     * @throws IllegalStateException if it is there already
     */
    public <O extends Operator> void add(Class<O> kind, Function<? super O, ? extends R> entry) {
        if (entries.put(kind, operator -> entry.apply(kind.cast(operator))) != null) {
            throw new IllegalStateException(kind.getSimpleName() + " is in the table twice");
        }
    }

    /**
     * What the operator's kind has here.
     *
     * @throws IllegalStateException if the kind is missing
     */
    public R apply(Operator operator) {
        Function<Operator, R> entry = entries.get(operator.getClass());
        if (entry == null) {
            throw new IllegalStateException(operator.kind() + " is missing in this table");
        }
        return entry.apply(operator);
    }

    /** The kinds that are there. */
    public Set<Class<? extends Operator>> kinds() {
        return Set.copyOf(entries.keySet());
    }
}
