// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/** Optimizers in TensorFlow: what moves variables, and what they remember of earlier steps. */
final class Updates {
    private final Optimizer optimizer;
    private final Placeholder<TFloat32> learningRate;
    /** Products of the decays of Adam; what momentum does not ask for. */
    private final Placeholder<TFloat32> firstPower;

    private final Placeholder<TFloat32> secondPower;

    /** What moves everything. */
    final List<Op> updates = new ArrayList<>();

    /** What is remembered; 0 before the first step. */
    final List<Variables> memories;

    Updates(Optimizer optimizer, Ops tf, List<Variable> variables, List<? extends Operand<TFloat32>> gradients) {
        this.optimizer = optimizer;
        learningRate = Feeds.scalar(tf);
        firstPower = Feeds.scalar(tf);
        secondPower = Feeds.scalar(tf);
        Variables first = new Variables(tf, "first memory");
        Variables second = new Variables(tf, "second memory");
        memories = List.of(first, second);
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            if (optimizer instanceof Optimizer.Adam adam) {
                updates.add(tf.train.resourceApplyAdam(
                        variable.handle(),
                        first.variable(i, variable.shape()).handle(),
                        second.variable(i, variable.shape()).handle(),
                        firstPower,
                        secondPower,
                        learningRate,
                        tf.constant(adam.beta1()),
                        tf.constant(adam.beta2()),
                        tf.constant(adam.epsilon()),
                        gradients.get(i),
                        new ResourceApplyAdam.Options[0]));
            } else if (optimizer instanceof Optimizer.Momentum momentum) {
                updates.add(tf.train.resourceApplyMomentum(
                        variable.handle(),
                        first.variable(i, variable.shape()).handle(),
                        learningRate,
                        gradients.get(i),
                        tf.constant(momentum.momentum()),
                        new ResourceApplyMomentum.Options[0]));
            } else {
                throw new IllegalStateException("no update for " + optimizer);
            }
        }
    }

    /** What a step asks for; {@code step}: from 1. */
    void feed(Feeds feeds, long step, float rate) {
        feeds.and(learningRate, rate);
        if (optimizer instanceof Optimizer.Adam adam) {
            feeds.and(firstPower, (float) Math.pow(adam.beta1(), step))
                    .and(secondPower, (float) Math.pow(adam.beta2(), step));
        }
    }
}
