// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * What training changes, by the index of the constant that each stands for. Their values are fed, not written into the
 * graph, whose message may have no more than 2 GB.
 */
final class Variables {
    private final Ops tf;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();

    private record Entry(
            Shape shape, Variable<TFloat32> variable, Placeholder<TFloat32> fed, Operand<TFloat32> assignment) {}

    Variables(Ops tf) {
        this.tf = tf;
    }

    /** The variable of a constant, made where there is none. */
    Variable<TFloat32> of(int index, Shape shape) {
        return entries.computeIfAbsent(index, absent -> {
                    Variable<TFloat32> variable = tf.variable(Floats.shape(shape), TFloat32.class);
                    Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(Floats.shape(shape)));
                    return new Entry(shape, variable, fed, tf.assign(variable, fed));
                })
                .variable;
    }

    /** The constants that are variables, in the order in which operators read them. */
    List<Integer> indices() {
        return List.copyOf(entries.keySet());
    }

    /** As many as {@link #indices()}. */
    List<Variable<TFloat32>> operands() {
        return entries.values().stream().map(Entry::variable).toList();
    }

    /** Sets a variable to values, row-major. */
    void set(Session session, int index, float[] values) {
        Entry entry = entries.get(index);
        try (TFloat32 tensor = Floats.tensor(entry.shape, values)) {
            session.runner()
                    .feed(entry.fed, tensor)
                    .addTarget(entry.assignment)
                    .run()
                    .close();
        }
    }

    /** What a variable is now, row-major. */
    float[] get(Session session, int index) {
        try (var result = session.runner().fetch(entries.get(index).variable).run()) {
            return Floats.of((TFloat32) result.get(0));
        }
    }
}
