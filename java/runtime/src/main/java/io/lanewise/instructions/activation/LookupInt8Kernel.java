// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Any int8 function of one int8, by a table of 256 values. */
record LookupInt8Kernel(int elements, LookupTable table, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        return () -> run(arena.bytes(), table.values());
    }

    private void run(byte[] arena, byte[] values) {
        for (int i = 0; i < elements; i++) {
            arena[output + i] = values[arena[input + i] + 128];
        }
    }

    @Override
    public long weightBytes() {
        return table.values().length;
    }
}
