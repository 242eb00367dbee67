// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.kernels.FloatRequantization;
import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.Requantization;
import io.lanewise.quantization.FixedPoint;

/** Narrows int32 sums to int8, per channel. */
interface Requantizer {

    /** Narrows the sums of all channels from {@code first} on into {@code output[at...]}. */
    void store(int[] sums, int first, byte[] output, int at);

    /** In fixed point. */
    static Requantizer of(Requantization p) {
        int[] multipliers = p.multipliers();
        int[] shifts = p.shifts();
        return (sums, first, output, at) -> {
            for (int c = 0; c < sums.length; c++) {
                int scaled = FixedPoint.multiplyByQuantizedMultiplier(sums[c], multipliers[first + c], shifts[first + c]);
                output[at + c] = (byte) Math.max(p.outputMinimum(), Math.min(p.outputMaximum(), scaled + p.outputZeroPoint()));
            }
        };
    }

    /** In double. */
    static Requantizer of(FullyConnectedRequantization p) {
        return (sums, first, output, at) -> {
            for (int c = 0; c < sums.length; c++) {
                output[at + c] = (byte) p.apply(sums[c], first + c);
            }
        };
    }

    /** In float32. */
    static Requantizer of(FloatRequantization p) {
        return (sums, first, output, at) -> {
            for (int c = 0; c < sums.length; c++) {
                output[at + c] = p.apply(sums[c], first + c);
            }
        };
    }
}
