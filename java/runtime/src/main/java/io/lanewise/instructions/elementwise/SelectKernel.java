// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.tensor.DataType;

/** One of two values by a truth. */
record SelectKernel(int elements, DataType type, int condition, int left, int right, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        byte[] truths = arena.bytes();
        Object values = arena.array(type);
        int units = Arena.units(type);
        return () -> {
            for (int i = 0; i < elements; i++) {
                int from = truths[condition + i] != 0 ? left : right;
                System.arraycopy(values, from + i * units, values, output + i * units, units);
            }
        };
    }
}
