// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of rounding, which TensorFlow does not define: {@code g (1 + d sign(g) (x - round(x)))} (Lee et al.
 * 2021, arXiv 2104.00903, equation 4). With {@code d = 0} it is {@code g} as it is (Bengio et al. 2013, arXiv
 * 1308.3432). It is defined once for the process, for everything that TensorFlow rounds in it.
 *
 * @param scaling d, at least 0
 * @param lowPrecision how {@code g} is rounded itself; null for as it is
 */
record RoundingGradient(float scaling, LowPrecision lowPrecision) {
    private static final ThreadLocal<RoundingGradient> CURRENT = new ThreadLocal<>();

    static {
        TensorFlow.registerCustomGradient("Round", (tf, operation, gradients) -> {
            RoundingGradient current = CURRENT.get();
            Operand<TFloat32> gradient = floats(gradients.get(0));
            return List.of(
                    current == null
                            ? tf.identity(gradient)
                            : current.of(tf, gradient, floats(operation.input(0)), floats(operation.output(0))));
        });
    }

    /** As it is. */
    static final RoundingGradient STRAIGHT_THROUGH = new RoundingGradient(0, null);

    /** Those of a scalar by some values, through whatever is rounded between them. */
    List<Operand<TFloat32>> gradients(Ops tf, Operand<TFloat32> of, List<? extends Operand<TFloat32>> by) {
        CURRENT.set(this);
        try {
            List<Operand<TFloat32>> gradients = new ArrayList<>();
            tf.gradients(of, by)
                    .forEach(gradient -> gradients.add(gradient.asOutput().expect(TFloat32.class)));
            return gradients;
        } finally {
            CURRENT.remove();
        }
    }

    private Operand<TFloat32> of(
            Ops tf, Operand<TFloat32> gradient, Operand<TFloat32> value, Operand<TFloat32> rounded) {
        Operand<TFloat32> stored = lowPrecision == null ? tf.identity(gradient) : lowPrecision.of(tf, gradient);
        if (scaling == 0) {
            return stored;
        }
        var pull = tf.math.mul(tf.math.mul(tf.math.sign(stored), tf.constant(scaling)), tf.math.sub(value, rounded));
        return tf.math.mul(stored, tf.math.add(tf.constant(1f), pull));
    }

    private static Operand<TFloat32> floats(Output<?> output) {
        return output.expect(TFloat32.class);
    }
}
