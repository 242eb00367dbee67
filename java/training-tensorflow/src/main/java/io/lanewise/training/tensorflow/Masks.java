// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Tensor;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Weights that stay 0.
 *
 * @param kept by the name of a constant, for each of its values whether it is trained
 */
record Masks(Map<String, boolean[]> kept) {

    /** The variable, with 0 in the place of what is not kept. */
    Operand<TFloat32> of(Ops tf, Tensor constant, Operand<TFloat32> variable) {
        boolean[] mask = mask(constant);
        if (mask == null) {
            return variable;
        }
        float[] factors = new float[mask.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = mask[i] ? 1 : 0;
        }
        return tf.math.mul(variable, Floats.constant(tf, constant.shape(), factors));
    }

    /** The same of what a variable holds. */
    float[] apply(Tensor constant, float[] values) {
        boolean[] mask = mask(constant);
        if (mask == null) {
            return values;
        }
        float[] masked = values.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] = mask[i] ? masked[i] : 0;
        }
        return masked;
    }

    private boolean[] mask(Tensor constant) {
        boolean[] mask = kept.get(constant.name());
        if (mask != null && mask.length != constant.shape().elements()) {
            throw new IllegalArgumentException("the mask of " + constant + " is for " + mask.length + " values");
        }
        return mask;
    }
}
