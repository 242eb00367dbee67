// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Rounding;

/** Reals as uint8 and back: real = scale x (q - zeroPoint). All of it is int8's, 128 higher. */
public final class UInt8 {
    private static final int OFFSET = 128;

    private UInt8() {}

    /**
     * Quantizes as {@link Int8#quantize(float, float, int, Rounding)}; the byte is the lower half of the value.
     *
     * @param zeroPoint 0 to 255
     */
    public static byte quantize(float value, float scale, int zeroPoint, Rounding rounding) {
        return (byte) (Int8.quantize(value, scale, zeroPoint - OFFSET, rounding) + OFFSET);
    }

    /** Dequantizes a byte: {@code scale * (q - zeroPoint)} in float32. */
    public static float dequantize(byte q, float scale, int zeroPoint) {
        return scale * ((q & 0xFF) - zeroPoint);
    }
}
