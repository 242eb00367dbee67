// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeOperator;
import io.lanewise.tensor.Rounding;

/** float32 to int8. */
public record QuantizeF32S8(int elements, AffineParameters parameters) implements NativeInstruction {

    @Override
    public Kernel kernel(int[] inputs, int[] outputs) {
        return new QuantizeKernel(elements, parameters, inputs[0], outputs[0]);
    }

    @Override
    public int create(NativeArguments arguments, NativeOperator op) {
        float scale = parameters.scale();
        int zeroPoint = parameters.zeroPoint();
        return parameters.rounding() == Rounding.ONNX
                ? Lanewise.lanewise_create_quantize_even_f32_s8(elements, scale, zeroPoint, op)
                : Lanewise.lanewise_create_quantize_f32_s8(elements, scale, zeroPoint, op);
    }
}
