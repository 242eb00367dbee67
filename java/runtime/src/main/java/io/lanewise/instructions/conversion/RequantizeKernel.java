// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.conversion;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.instructions.Requantization;
import io.lanewise.quantization.FixedPoint;

/** int8 to int8 of another scale, clamped: RELU, RELU6 and the integer QUANTIZE. */
record RequantizeKernel(int elements, Requantization parameters, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.bytes());
    }

    private void run(byte[] arena) {
        int multiplier = parameters.multipliers()[0];
        int shift = parameters.shifts()[0];
        for (int i = 0; i < elements; i++) {
            int difference = arena[input + i] - parameters.inputZeroPoint();
            int q = FixedPoint.multiplyByQuantizedMultiplier(difference, multiplier, shift)
                    + parameters.outputZeroPoint();
            arena[output + i] = (byte) Math.max(parameters.outputMinimum(), Math.min(parameters.outputMaximum(), q));
        }
    }
}
