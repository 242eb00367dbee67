// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantization;
import io.lanewise.quantization.FixedPoint;

/** Integers to integers of another scale or width, clamped, where input or output or both are int16. */
record RequantizeInt16Kernel(
        int elements, Requantization parameters, boolean fromInt16, boolean toInt16, int input, int output)
        implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena);
    }

    private void run(Arena arena) {
        int multiplier = parameters.multipliers()[0];
        int shift = parameters.shifts()[0];
        for (int i = 0; i < elements; i++) {
            int value =
                    (fromInt16 ? arena.shorts()[input + i] : arena.bytes()[input + i]) - parameters.inputZeroPoint();
            int q = FixedPoint.multiplyByQuantizedMultiplier(value, multiplier, shift) + parameters.outputZeroPoint();
            int clamped = Math.max(parameters.outputMinimum(), Math.min(parameters.outputMaximum(), q));
            if (toInt16) {
                arena.shorts()[output + i] = (short) clamped;
            } else {
                arena.bytes()[output + i] = (byte) clamped;
            }
        }
    }
}
