// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gradients in few bits, in simulation: multiples of their largest magnitude over the largest integer, rounded up or
 * down at random so that their mean is right (Gupta et al. 2015, arXiv 1502.02551, section 3; of gradients: Zhou et al.
 * 2016, arXiv 1606.06160, equation 12). What is drawn follows from the number of the step alone.
 */
final class LowPrecision {
    private final float largest;
    private final Placeholder<TInt32> step;
    private int sites;

    /** {@code bits}: 2 to 16; {@code step}: a scalar that is fed. */
    LowPrecision(int bits, Placeholder<TInt32> step) {
        this.largest = (1 << (bits - 1)) - 1;
        this.step = step;
    }

    Operand<TFloat32> of(Ops tf, Operand<TFloat32> gradient) {
        var flat = tf.reshape(gradient, tf.constant(new int[] {-1}));
        var magnitude = tf.math.maximum(
                tf.max(tf.math.abs(flat), tf.constant(0)), tf.constant(Float.MIN_NORMAL * (largest + 1)));
        var scale = tf.math.div(magnitude, tf.constant(largest));
        var seed = tf.stack(java.util.List.of(step, tf.constant(sites++)));
        var drawn = tf.random.statelessRandomUniform(tf.shape(gradient), seed, TFloat32.class);
        return tf.math.mul(tf.math.floor(tf.math.add(tf.math.div(gradient, scale), drawn)), scale);
    }
}
