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
import org.tensorflow.types.family.TType;

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

    Updates(Optimizer optimizer, Ops tf, List<Variable> variables, List<? extends Operand<TFloat32>> gradients) {
        this.tf = tf;
        learningRate = scalar();
        firstPower = scalar();
        secondPower = scalar();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            if (optimizer instanceof Optimizer.Adam adam) {
                updates.add(tf.train.resourceApplyAdam(
                        variable.handle(),
                        memory("mean of ", variable),
                        memory("square of ", variable),
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
                        memory("speed of ", variable),
                        learningRate,
                        gradients.get(i),
                        tf.constant(momentum.momentum()),
                        new ResourceApplyMomentum.Options[0]));
            } else {
                throw new IllegalStateException("no update for " + optimizer);
            }
        }
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
    }

    private Operand<? extends TType> memory(String name, Variable of) {
        Variable memory = Variable.of(tf, name + of.name(), of.shape());
        beginnings.add(tf.assignVariableOp(
                memory.handle(), tf.fill(tf.constant(of.shape().asArray()), tf.constant(0f))));
        return memory.handle();
    }
}
