// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int16 logistic and tanh: {@code (x * multiplier + 2^(shift - 1)) >> shift} are the input's units of 1 / 12288, by
 * which a table is read (TFLite's {@code SigmoidPrepare} and {@code TanhPrepare}).
 *
 * @param multiplier 1 to 65535
 * @param shift 0 to 31
 */
public record SigmoidInt16Parameters(int multiplier, int shift) {
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
    public static SigmoidInt16Parameters ofLogistic(Tensor input, Tensor output) {
        return of(input, output, 0, "logistic");
    }

    /**
     * The same; 6 for a scale of 2^-11, too.
     *
     * @throws IllegalArgumentException as above
     */
    public static SigmoidInt16Parameters ofTanh(Tensor input, Tensor output) {
        return of(input, output, 1, "tanh");
    }

    /** Scales from 2^-12 on, up to {@code powers} times doubled, have whole multipliers. */
    private static SigmoidInt16Parameters of(Tensor input, Tensor output, int powers, String name) {
        Quantization in = Require.quantization(input);
        Quantization out = Require.quantization(output);
        Require.that(out.scale() == 1f / 32768, "output of int16 %s needs scale 1/32768, got %s", name, out);
        double power = Math.log(in.scale()) / Math.log(2) + 12;
        long whole = Math.round(power);
        if (Math.abs(power - whole) < POWER_TOLERANCE && whole >= 0 && whole <= powers) {
            return new SigmoidInt16Parameters(3 << whole, 0);
        }
        double multiplier = in.scale() * UNITS;
        int shift = 0;
        for (; multiplier <= 32767 / 2.0 && shift <= 30; shift++) {
            multiplier *= 2;
        }
        Require.that(
                multiplier < 65536, "input scale %s is too large for int16 %s; at most 5.33 fits", in.scale(), name);
        return new SigmoidInt16Parameters((int) multiplier, shift);
    }

    /** An input in units of 1 / 12288. */
    int units(int x) {
        return (x * multiplier + (shift > 0 ? 1 << (shift - 1) : 0)) >> shift;
    }
}
