// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int16 logistic: {@code (x * multiplier + 2^(shift - 1)) >> shift} are the input's units of 1 / 12288, by which a
 * table is read (TFLite's {@code SigmoidPrepare}).
 *
 * @param multiplier 1 to 65535
 * @param shift 0 to 31
 */
public record LogisticInt16Parameters(int multiplier, int shift) {
    private static final double UNITS = 3 * 4096;
    /** How far a logarithm may be from a whole number to count as one. */
    private static final double POWER_TOLERANCE = 1e-3;

    /**
     * The multiplier {@code s_in * 12288 * 2^shift}, cut off, in [2^14, 2^15) where the scale is not larger; 3 for a
     * scale of 2^-12.
     *
     * @throws IllegalArgumentException if quantizations are missing, the output's scale is not 1/32768 or the input's
     *         is above 5.33
     */
    public static LogisticInt16Parameters of(Tensor input, Tensor output) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        Require.that(out.scale() == 1f / 32768, "output of int16 logistic needs scale 1/32768, got %s", out);
        if (Math.abs(Math.log(in.scale()) / Math.log(2) + 12) < POWER_TOLERANCE) {
            return new LogisticInt16Parameters(3, 0);
        }
        double multiplier = in.scale() * UNITS;
        int shift = 0;
        for (; multiplier <= 32767 / 2.0 && shift <= 30; shift++) {
            multiplier *= 2;
        }
        Require.that(
                multiplier < 65536, "input scale %s is too large for int16 logistic; at most 5.33 fits", in.scale());
        return new LogisticInt16Parameters((int) multiplier, shift);
    }
}
