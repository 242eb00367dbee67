// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;

/**
 * Conversion between float32 and int8 or int16: real = scale x (q - zeroPoint).
 *
 * @param scale above 0
 * @param zeroPoint -128 to 127, of int16 0
 * @param rounding how a float becomes an integer
 */
public record AffineParameters(float scale, int zeroPoint, Rounding rounding) {

    /**
     * float32 to integers by the output's quantization.
     *
     * @throws IllegalArgumentException if the types are others or the output's quantization is missing or out of range
     */
    public static AffineParameters ofQuantize(Tensor input, Tensor output, Rounding rounding) {
        Require.type(input, DataType.FLOAT32);
        return of(output, rounding);
    }

    /**
     * Integers to float32 by the input's quantization.
     *
     * @throws IllegalArgumentException if the types are others or the input's quantization is missing or out of range
     */
    public static AffineParameters ofDequantize(Tensor input, Tensor output) {
        Require.type(output, DataType.FLOAT32);
        return of(input, Rounding.TFLITE);
    }

    private static AffineParameters of(Tensor quantized, Rounding rounding) {
        Quantization quantization = Require.quantization(quantized);
        Require.that(quantization.scale() > 0, "%s has scale %s", quantized, quantization.scale());
        return new AffineParameters(quantization.scale(), quantization.zeroPoint(), rounding);
    }
}
