// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Rounding;

/**
 * Quantizes a row of floats by its own smallest and largest value: the activations of TFLite's dynamic-range kernels
 * ({@code PortableSymmetricQuantizeFloats}, {@code PortableAsymmetricQuantizeFloats}). Not thread-safe.
 */
public final class RunTimeQuantizer {
    private final boolean asymmetric;
    private float scale;

    /** {@code asymmetric}: whether the row's zero point is chosen by its range, or is 0. */
    public RunTimeQuantizer(boolean asymmetric) {
        this.asymmetric = asymmetric;
    }

    /** The scale of the last row. */
    public float scale() {
        return scale;
    }

    /** Writes {@code q - zeroPoint}, -255 to 255, for {@code count} values of finite reals; 0 stays 0 exactly. */
    public void quantize(float[] values, int at, int count, short[] target, int to) {
        float minimum = Float.POSITIVE_INFINITY;
        float maximum = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + count; i++) {
            minimum = values[i] < minimum ? values[i] : minimum;
            maximum = values[i] > maximum ? values[i] : maximum;
        }
        if (asymmetric) {
            asymmetric(Math.min(0, minimum), Math.max(0, maximum), values, at, count, target, to);
        } else {
            symmetric(Math.max(Math.abs(minimum), Math.abs(maximum)), values, at, count, target, to);
        }
    }

    private void symmetric(float range, float[] values, int at, int count, short[] target, int to) {
        scale = range == 0 ? 1 : range / Int8.MAX;
        float inverse = range == 0 ? 0 : Int8.MAX / range;
        for (int i = 0; i < count; i++) {
            int q = Rounding.halfAwayToInt(values[at + i] * inverse);
            target[to + i] = (short) Math.max(-Int8.MAX, Math.min(Int8.MAX, q));
        }
    }

    private void asymmetric(double minimum, double maximum, float[] values, int at, int count, short[] target, int to) {
        double exact = (maximum - minimum) / (Int8.MAX - Int8.MIN);
        int zeroPoint = minimum == maximum ? 0 : zeroPoint(minimum / exact, maximum / exact);
        scale = minimum == maximum ? 1 : (float) exact;
        float inverse = minimum == maximum ? 0 : 1 / scale;
        for (int i = 0; i < count; i++) {
            int q = Rounding.halfAwayToInt(zeroPoint + values[at + i] * inverse);
            target[to + i] = (short) (Int8.saturate(q) - zeroPoint);
        }
    }

    /** From the end of the range, in steps, at which the error of doing so is smaller. */
    private static int zeroPoint(double minimum, double maximum) {
        double fromMinimum = Int8.MIN - minimum;
        double fromMaximum = Int8.MAX - maximum;
        boolean lower = Math.abs(Int8.MIN) + Math.abs(minimum) < Int8.MAX + Math.abs(maximum);
        return (int) Rounding.halfAway(Math.max(Int8.MIN, Math.min(Int8.MAX, lower ? fromMinimum : fromMaximum)));
    }
}
