// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.quantization.FixedPoint;

/** Narrows int64 sums to int16, per channel. */
public record RequantizerInt16(Requantization parameters) {

    /** Narrows the sums of all channels from {@code first} on into {@code output[at...]}. */
    public void store(long[] sums, int first, short[] output, int at) {
        for (int c = 0; c < sums.length; c++) {
            int scaled = FixedPoint.multiplyByQuantizedMultiplier(
                    sums[c], parameters.multipliers()[first + c], parameters.shifts()[first + c]);
            output[at + c] = (short) Math.max(parameters.outputMinimum(), Math.min(parameters.outputMaximum(), scaled));
        }
    }
}
