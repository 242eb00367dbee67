// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import static io.lanewise.instructions.resize.BilinearWeights.ONE;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** int8 bilinear resize in 10-bit fixed point, as TFLite's {@code ResizeBilinearInteger}. */
record ResizeBilinearInt8Kernel(ResizeGeometry geometry, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        BilinearLoop loop = new BilinearLoop(geometry, input, output, BilinearWeights::ofFixedPoint);
        byte[] bytes = arena.bytes();
        int channels = geometry.channels();
        BilinearLoop.Cell cell = (upperLeft, upperRight, lowerLeft, lowerRight, down, across, to) -> {
            long v = (long) (down * ONE);
            long u = (long) (across * ONE);
            for (int c = 0; c < channels; c++) {
                long sum = bytes[upperLeft + c] * (ONE - v) * (ONE - u)
                        + bytes[lowerLeft + c] * v * (ONE - u)
                        + bytes[upperRight + c] * (ONE - v) * u
                        + bytes[lowerRight + c] * v * u;
                bytes[to + c] = (byte) ((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
            }
        };
        return () -> loop.forEachCell(cell);
    }
}
