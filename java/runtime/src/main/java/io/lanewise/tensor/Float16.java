// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** IEEE 754 half precision: a sign, 5 bits of exponent, 10 of significand. */
public final class Float16 {
    private static final int SIGNIFICAND = 0x3ff;
    private static final int EXPONENT = 0x1f;

    private Float16() {}

    /**
     * {@return the float of the same value; a NaN keeps its payload}
     *
     * @param bits a half's sixteen bits
     */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & EXPONENT;
        int significand = bits & SIGNIFICAND;
        if (exponent == 0) {
            // Below the smallest normal half everything is a multiple of 2^-24.
            return Math.copySign(significand * 0x1p-24f, Float.intBitsToFloat(sign));
        }
        int wide = exponent == EXPONENT ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | significand << 13);
    }
}
