// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a piece of code does for each kind of operator, where that is no fact of the kind itself, such as how a file
 * format writes it. Tests ask that none is {@link #missing}.
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

    /** The kinds that {@link Operator} permits and that are not there. */
    public Set<Class<? extends Operator>> missing() {
        Set<Class<? extends Operator>> missing = permitted();
        missing.removeAll(entries.keySet());
        return missing;
    }

    /** All kinds that {@link Operator} permits, in its order. */
    public static Set<Class<? extends Operator>> permitted() {
        Set<Class<? extends Operator>> kinds = new LinkedHashSet<>();
        addPermitted(Operator.class, kinds);
        return kinds;
    }

    private static void addPermitted(Class<? extends Operator> kind, Set<Class<? extends Operator>> kinds) {
        if (!kind.isSealed()) {
            kinds.add(kind);
            return;
        }
        for (Class<?> permitted : kind.getPermittedSubclasses()) {
            addPermitted(permitted.asSubclass(Operator.class), kinds);
        }
    }
}
