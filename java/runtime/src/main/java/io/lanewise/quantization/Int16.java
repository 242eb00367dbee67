// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Rounding;

/**
 * Reals as int16 with zero point 0 and back: real = scale x q, as TFLite's {@code AffineQuantize} and {@code
 * Dequantize}.
 */
public final class Int16 {

    /** Smallest quantized value. */
    public static final int MIN = Short.MIN_VALUE;
    /** Largest quantized value. */
    public static final int MAX = Short.MAX_VALUE;

    private Int16() {}

    /** Quantizes: {@code round(value / scale)} in float32, ties away from zero, clamped. NaN becomes 0. */
    public static short quantize(float value, float scale) {
        return saturate(Rounding.halfAwayToInt(value / scale));
    }

    /** Dequantizes: {@code scale * q} in float32. */
    public static float dequantize(short q, float scale) {
        return scale * q;
    }

    /** {@code q} clamped to int16. */
    public static short saturate(int q) {
        return (short) Math.max(MIN, Math.min(MAX, q));
    }
}
