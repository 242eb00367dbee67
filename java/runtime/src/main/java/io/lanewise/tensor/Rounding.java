// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** How a model's reals become integers. A graph has one way for all its operators. */
public enum Rounding {
    /**
     * As TFLite's reference kernels: sums are scaled in fixed point, which rounds twice; reals are rounded to the
     * nearest integer, ties away from zero, C's {@code round}.
     */
    TFLITE,
    /**
     * As ONNX's QLinearConv, QLinearMatMul and QuantizeLinear: sums are scaled by a float32 product of scales; ties to
     * the even integer. Every other operator computes with reals, between a DequantizeLinear and a QuantizeLinear.
     */
    ONNX;

    /**
     * {@return {@code x} rounded to the nearest integer in this way, saturated to int; NaN becomes 0}
     *
     * @param x in units of the integer grid
     */
    public int toInt(float x) {
        return this == TFLITE ? halfAwayToInt(x) : halfEvenToInt(x);
    }

    /**
     * {@return {@code x} rounded, ties away from zero; NaN and infinities stay}
     *
     * @param x any double
     */
    public static double halfAway(double x) {
        double magnitude = Math.abs(x);
        double down = Math.floor(magnitude);
        // Not floor(magnitude + 0.5): that sum rounds up for the largest double below one half.
        return Math.copySign(magnitude - down >= 0.5 ? down + 1 : down, x);
    }

    /**
     * {@return {@code x} rounded, ties to even, saturated to int; NaN becomes 0}
     *
     * @param x any float
     */
    public static int halfEvenToInt(float x) {
        return (int) Math.rint(x);
    }

    /**
     * {@return {@code x} rounded, ties away from zero, saturated to int; NaN becomes 0}
     *
     * @param x any float
     */
    public static int halfAwayToInt(float x) {
        // A double holds a float of magnitude below 2^31 plus one half exactly; Java's cast truncates and saturates.
        // The sign is copied, not asked for: values around zero would be predicted wrongly half of the time.
        return (int) (x + Math.copySign(0.5, x));
    }
}
