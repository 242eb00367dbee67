// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What training changes, by the index of the constant that each stands for. Each is read once in a step: what a
 * gradient is computed with is what the network was computed with, whichever variables have moved by then. Their values
 * are fed, not written into the graph, whose message may have no more than 2 GB.
 */
final class Variables {
    private final Ops tf;
    private final String name;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();

    private record Entry(Variable variable, Placeholder<TFloat32> fed, Op assignment) {
        int elements() {
            return variable.shape().elements();
        }
    }

    /** {@code name}: what the names of all begin with. */
    Variables(Ops tf, String name) {
        this.tf = tf;
        this.name = name;
    }

    /** What makes them. */
    Ops tf() {
        return tf;
    }

    /** The value of a constant's variable, which is made where there is none. */
    Operand<TFloat32> of(int index, Shape shape) {
        return variable(index, shape).value();
    }

    /** A constant's variable, which is made where there is none. */
    Variable variable(int index, Shape shape) {
        return entries.computeIfAbsent(index, absent -> {
                    Variable variable = Variable.of(tf, name + " " + index, shape);
                    Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(Floats.shape(shape)));
                    return new Entry(variable, fed, tf.assignVariableOp(variable.handle(), fed));
                })
                .variable;
    }

    /** What makes one that is there another value in a run. */
    Op assign(int index, Operand<TFloat32> value) {
        return tf.assignVariableOp(entries.get(index).variable.handle(), value);
    }

    /** The constants that are variables, in the order in which operators read them. */
    List<Integer> indices() {
        return List.copyOf(entries.keySet());
    }

    /** As many as {@link #indices()}. */
    List<Variable> all() {
        return entries.values().stream().map(Entry::variable).toList();
    }

    /** Sets a variable to values, row-major. */
    void set(Session session, int index, float[] values) {
        Entry entry = entries.get(index);
        try (TFloat32 tensor = Floats.tensor(entry.variable.shape(), values)) {
            session.runner()
                    .feed(entry.fed, tensor)
                    .addTarget(entry.assignment)
                    .run()
                    .close();
        }
    }

    /** All values, by name. */
    Map<String, float[]> values(Session session) {
        Map<String, float[]> values = new LinkedHashMap<>();
        entries.forEach((index, entry) -> values.put(entry.variable.name(), get(session, index)));
        return values;
    }

    /**
     * Sets all variables to values by their names.
     *
     * @throws IllegalArgumentException if one is missing, or has another size
     */
    void set(Session session, Map<String, float[]> values) {
        entries.forEach((index, entry) -> {
            float[] value = values.get(entry.variable.name());
            if (value == null || value.length != entry.elements()) {
                throw new IllegalArgumentException("\"" + entry.variable.name() + "\" needs " + entry.elements()
                        + " values, got " + (value == null ? "none" : value.length));
            }
            set(session, index, value);
        });
    }

    /** Sets all variables to 0. */
    void zero(Session session) {
        entries.forEach((index, entry) -> set(session, index, new float[entry.elements()]));
    }

    /** What a variable is now, row-major. */
    float[] get(Session session, int index) {
        try (var result =
                session.runner().fetch(entries.get(index).variable.value()).run()) {
            return Floats.of((TFloat32) result.get(0));
        }
    }
}
