// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;
import io.lanewise.quantization.ActivationRange;

/** int8 multiplication. */
record MulInt8Kernel(BroadcastLoop loop, MulParameters parameters) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        byte[] bytes = arena.bytes();
        BroadcastLoop.Row row = (l, r, o) -> multiply(bytes, l, r, o);
        return () -> loop.forEachRow(row);
    }

    private void multiply(byte[] arena, int l, int r, int o) {
        ActivationRange range = parameters.range();
        int leftStep = loop.leftStep();
        int rightStep = loop.rightStep();
        int elements = loop.rowElements();
        for (int i = 0; i < elements; i++) {
            int product = (arena[l + i * leftStep] - parameters.leftZeroPoint())
                    * (arena[r + i * rightStep] - parameters.rightZeroPoint());
            int q = parameters.factor().times(product) + parameters.outputZeroPoint();
            arena[o + i] = (byte) Math.max(range.minimum(), Math.min(range.maximum(), q));
        }
    }
}
