// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;

/**
 * int8 rows divided by their lengths, in steps of 1/128.
 *
 * @param shifted whether values are shifted left by these steps before they are scaled, as in uint8, or by the factor
 */
public record L2NormalizationS8(SoftmaxShape shape, int inputZeroPoint, boolean shifted) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new L2NormalizationInt8Kernel(shape, inputZeroPoint, shifted, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        return Lanewise.lanewise_create_l2_normalization_s8(
                shape.rows(), shape.depth(), inputZeroPoint, shifted ? 1 : 0, op);
    }
}
