// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.kernels.Requantization;
import io.lanewise.quantization.FixedPoint;

/** Narrows int32 sums to int8, per channel. */
record Requantizer(int outputZeroPoint, int minimum, int maximum, int[] multipliers, int[] shifts) {

    static Requantizer of(Requantization parameters) {
        return new Requantizer(parameters.outputZeroPoint(), parameters.outputMinimum(), parameters.outputMaximum(),
                parameters.multipliers(), parameters.shifts());
    }

    /** Narrows the sums of all channels from {@code first} on into {@code output[at...]}. */
    void store(int[] sums, int first, byte[] output, int at) {
        for (int c = 0; c < sums.length; c++) {
            int scaled = FixedPoint.multiplyByQuantizedMultiplier(sums[c], multipliers[first + c], shifts[first + c]);
            output[at + c] = (byte) Math.max(minimum, Math.min(maximum, scaled + outputZeroPoint));
        }
    }
}
