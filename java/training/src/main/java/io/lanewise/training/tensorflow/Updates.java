// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyAdam;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/** Optimizers in TensorFlow: what moves variables, and what they remember of earlier steps. */
final class Updates {
    final Placeholder<TFloat32> learningRate;
    /** Products of the decays of Adam; what momentum does not ask for. */
    final Placeholder<TFloat32> firstPower;

    final Placeholder<TFloat32> secondPower;
    /** What sets all memories to zero. */
    final List<Op> beginnings = new ArrayList<>();

    final List<Op> updates = new ArrayList<>();

    private final Ops tf;

    Updates(
            Optimizer optimizer,
            Ops tf,
            List<Variable<TFloat32>> variables,
            List<? extends Operand<TFloat32>> gradients) {
        this.tf = tf;
        learningRate = scalar();
        firstPower = scalar();
        secondPower = scalar();
        for (int i = 0; i < variables.size(); i++) {
            Variable<TFloat32> variable = variables.get(i);
            if (optimizer instanceof Optimizer.Adam adam) {
                updates.add(tf.train.applyAdam(
                        variable,
                        memory(variable),
                        memory(variable),
                        firstPower,
                        secondPower,
                        learningRate,
                        tf.constant(adam.beta1()),
                        tf.constant(adam.beta2()),
                        tf.constant(adam.epsilon()),
                        gradients.get(i),
                        new ApplyAdam.Options[0]));
            } else if (optimizer instanceof Optimizer.Momentum momentum) {
                updates.add(tf.train.applyMomentum(
                        variable,
                        memory(variable),
                        learningRate,
                        gradients.get(i),
                        tf.constant(momentum.momentum()),
                        new ApplyMomentum.Options[0]));
            }
        }
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
    }

    private Variable<TFloat32> memory(Variable<TFloat32> of) {
        Variable<TFloat32> memory = tf.variable(of.shape(), TFloat32.class);
        beginnings.add(tf.assign(memory, tf.fill(tf.constant(of.shape().asArray()), tf.constant(0f))));
        return memory;
    }
}
