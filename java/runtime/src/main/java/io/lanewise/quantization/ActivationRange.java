// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;

/**
 * A fused activation on int8 or int16: TFLite's {@code CalculateActivationRangeQuantized}.
 *
 * @param minimum lower bound of the quantized result, at least the type's lowest value
 * @param maximum upper bound of the quantized result, {@code minimum} to the type's highest value
 */
public record ActivationRange(int minimum, int maximum) {

    /** The range of an activation on a tensor of the given per-tensor quantization with a zero point of -128 to 127. */
    public static ActivationRange of(Activation activation, Quantization output) {
        return new ActivationRange(bound(activation.minimum(), output), bound(activation.maximum(), output));
    }

    /** The same on int16, whose zero point is 0. */
    public static ActivationRange ofInt16(Activation activation, Quantization output) {
        return new ActivationRange(
                Int16.quantize(activation.minimum(), output.scale()),
                Int16.quantize(activation.maximum(), output.scale()));
    }

    /** The range that clamping before a quantization of the given rounding has. */
    public static ActivationRange of(Activation activation, Quantization output, Rounding rounding) {
        return new ActivationRange(
                Int8.quantize(activation.minimum(), output.scale(), output.zeroPoint(), rounding),
                Int8.quantize(activation.maximum(), output.scale(), output.zeroPoint(), rounding));
    }

    /** {@code zeroPoint + round(real / scale)}, the division in float32; an infinity becomes the end of int8. */
    private static int bound(float real, Quantization output) {
        return Int8.quantize(real, output.scale(), output.zeroPoint());
    }
}
