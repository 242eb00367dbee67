// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The values of others, with something else in the place of activations.
 *
 * @param values others
 * @param change what their readers get
 */
record ChangedValues(Values values, Change change) implements Values {

    /** What stands for an activation. */
    interface Change {

        /** {@code value}: what the operator has computed, or what the network is fed. */
        Operand<TFloat32> of(Ops tf, int index, Operand<TFloat32> value);
    }

    @Override
    public Operand<TFloat32> activation(Ops tf, int index, Operand<TFloat32> value) {
        return change.of(tf, index, values.activation(tf, index, value));
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
    public Operand<TFloat32> penalty() {
        return values.penalty();
    }

    @Override
    public void feed(Feeds feeds, long step, double progress) {
        values.feed(feeds, step, progress);
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
