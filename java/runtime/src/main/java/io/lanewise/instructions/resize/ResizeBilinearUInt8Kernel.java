// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/**
 * Bilinear resize of uint8 values that lie as int8: in float32, rounded half up, as TFLite's {@code ResizeBilinear} of
 * integers.
 */
record ResizeBilinearUInt8Kernel(ResizeGeometry geometry, int input, int output) implements Kernel {

    private static final int OFFSET = 128;

    @Override
    public Runnable bind(Arena arena) {
        BilinearLoop loop = new BilinearLoop(geometry, input, output, BilinearWeights::ofFloat);
        byte[] bytes = arena.bytes();
        int channels = geometry.channels();
        BilinearLoop.Cell cell = (upperLeft, upperRight, lowerLeft, lowerRight, v, u, to) -> {
            for (int c = 0; c < channels; c++) {
                float value = unsigned(bytes[upperLeft + c]) * (1 - v) * (1 - u)
                        + unsigned(bytes[lowerLeft + c]) * v * (1 - u)
                        + unsigned(bytes[upperRight + c]) * (1 - v) * u
                        + unsigned(bytes[lowerRight + c]) * v * u;
                bytes[to + c] = (byte) ((int) (value + 0.5f) - OFFSET);
            }
        };
        return () -> loop.forEachCell(cell);
    }

    private static int unsigned(byte value) {
        return value + OFFSET;
    }
}
