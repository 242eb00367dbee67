// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Values for one run, in memory of TensorFlow's. */
final class Feeds implements AutoCloseable {
    private final Map<Operand<?>, TType> fed = new LinkedHashMap<>();

    /** What a scalar is fed to. */
    static Placeholder<TFloat32> scalar(Ops tf) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
    }

    /** What a whole number is fed to. */
    static Placeholder<TInt32> wholeNumber(Ops tf) {
        return tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
    }

    /** Adds values, row-major. */
    Feeds and(Operand<TFloat32> to, Shape shape, float[] values) {
        fed.put(to, Floats.tensor(shape, values));
        return this;
    }

    /** Adds a scalar. */
    Feeds and(Operand<TFloat32> to, float value) {
        fed.put(to, TFloat32.scalarOf(value));
        return this;
    }

    /** Adds a whole number. */
    Feeds and(Placeholder<TInt32> to, int value) {
        fed.put(to, TInt32.scalarOf(value));
        return this;
    }

    void give(Session.Runner runner) {
        fed.forEach(runner::feed);
    }

    @Override
    public void close() {
        fed.values().forEach(TType::close);
    }
}
