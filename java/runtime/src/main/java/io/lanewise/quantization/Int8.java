// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Rounding;

/**
 * Reals as int8 and back: real = scale x (q - zeroPoint), as TFLite's {@code AffineQuantize} and {@code Dequantize}.
 */
public final class Int8 {

    /** Smallest quantized value. */
    public static final int MIN = Byte.MIN_VALUE;
    /** Largest quantized value. */
    public static final int MAX = Byte.MAX_VALUE;

    private Int8() {}

    /**
     * Quantizes: {@code round(value / scale) + zeroPoint} in float32, ties away from zero, clamped. NaN becomes the
     * zero point, infinities the ends of the range.
     *
     * @param zeroPoint -128 to 127
     */
    public static byte quantize(float value, float scale, int zeroPoint) {
        return quantize(value, scale, zeroPoint, Rounding.TFLITE);
    }

    /** As {@link #quantize(float, float, int)} or, with ties to even, as ONNX's QuantizeLinear. */
    public static byte quantize(float value, float scale, int zeroPoint, Rounding rounding) {
        // Clamped before the zero point is added, which therefore cannot overflow.
        int q = rounding.toInt(value / scale);
        return (byte) (Math.max(MIN - zeroPoint, Math.min(MAX - zeroPoint, q)) + zeroPoint);
    }

    /** Dequantizes: {@code scale * (q - zeroPoint)} in float32. */
    public static float dequantize(byte q, float scale, int zeroPoint) {
        return scale * (q - zeroPoint);
    }

    /** {@code q} clamped to int8. */
    public static byte saturate(int q) {
        return (byte) Math.max(MIN, Math.min(MAX, q));
    }
}
