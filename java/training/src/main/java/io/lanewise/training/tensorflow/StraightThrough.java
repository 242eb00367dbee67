// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Functions whose gradient is taken for 1 (Bengio et al. 2013, arXiv 1308.3432). */
final class StraightThrough {

    private StraightThrough() {}

    /** To the nearest whole number, ties to even. */
    static Operand<TFloat32> round(Ops tf, Operand<TFloat32> value) {
        return tf.math.add(value, tf.stopGradient(tf.math.sub(tf.math.round(value), value)));
    }
}
