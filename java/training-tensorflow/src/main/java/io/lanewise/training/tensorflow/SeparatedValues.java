// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The values of others, but each operator reads what it is fed, and not what the operators before it have computed.
 *
 * @param values others
 * @param shapes of all tensors
 * @param computed by tensor, what its operator makes of what it is fed
 * @param fed by tensor, what those that read it are fed
 */
record SeparatedValues(
        Values values,
        IntFunction<Shape> shapes,
        Map<Integer, Operand<TFloat32>> computed,
        Map<Integer, Placeholder<TFloat32>> fed)
        implements Values {

    SeparatedValues(Values values, IntFunction<Shape> shapes) {
        this(values, shapes, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    @Override
    public Operand<TFloat32> constant(Ops tf, int index, Tensor constant) {
        return values.constant(tf, index, constant);
    }

    @Override
    public Operand<TFloat32> requantized(
            Ops tf, int index, Operand<TFloat32> value, Requantization requantization, boolean nonNegative) {
        return values.requantized(tf, index, value, requantization, nonNegative);
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value) {
        computed.put(index, values.activation(tf, index, value));
        Placeholder<TFloat32> placeholder =
                tf.placeholder(TFloat32.class, Placeholder.shape(Floats.shape(shapes.apply(index))));
        fed.put(index, placeholder);
        return placeholder;
    }

    @Override
    public List<Variable> variables() {
        return values.variables();
    }

    @Override
    public List<Variables> memories() {
        return values.memories();
    }

    @Override
    public List<Op> tracking() {
        return values.tracking();
    }

    @Override
    public void watch(Oscillations oscillations) {
        values.watch(oscillations);
    }

    @Override
    public void start(Session session) {
        values.start(session);
    }

    @Override
    public Map<Integer, Tensor> trained(Session session) {
        return values.trained(session);
    }
}
