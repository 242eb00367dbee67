// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The kinds of operators, told apart by their functions too, as what permits them says: for tests that none is
 * forgotten.
 */
public final class OperatorKinds {

    private OperatorKinds() {}

    /** Every kind, with every function of those that have one. */
    public static Set<String> all() {
        Set<String> kinds = new TreeSet<>();
        records(Operator.class).forEach(kind -> kinds.addAll(withFunctions(kind)));
        return kinds;
    }

    /** A kind of operator and its function, if kinds have one. */
    public static String of(Operator operator) {
        StringBuilder kind = new StringBuilder(operator.getClass().getSimpleName());
        for (RecordComponent component : functions(operator.getClass())) {
            try {
                kind.append(' ').append(component.getAccessor().invoke(operator));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return kind.toString();
    }

    /** The records that a sealed type permits, at any depth, those that are of several sorts once. */
    public static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(OperatorKinds::records)
                        .distinct()
                : Stream.of(type);
    }

    private static List<String> withFunctions(Class<?> kind) {
        List<String> kinds = List.of(kind.getSimpleName());
        for (RecordComponent component : functions(kind)) {
            kinds = kinds.stream()
                    .flatMap(known ->
                            Stream.of(component.getType().getEnumConstants()).map(constant -> known + ' ' + constant))
                    .toList();
        }
        return kinds;
    }

    private static List<RecordComponent> functions(Class<?> kind) {
        return Stream.of(kind.getRecordComponents())
                .filter(c -> c.getType().isEnum() && c.getType() != Activation.class)
                .toList();
    }
}
