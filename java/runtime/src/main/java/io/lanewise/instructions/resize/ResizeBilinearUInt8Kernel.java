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
        BilinearWeights rows = BilinearWeights.of(geometry, geometry.inputHeight(), geometry.outputHeight());
        BilinearWeights columns = BilinearWeights.of(geometry, geometry.inputWidth(), geometry.outputWidth());
        return () -> run(arena.bytes(), rows, columns);
    }

    private void run(byte[] arena, BilinearWeights rows, BilinearWeights columns) {
        int channels = geometry.channels();
        int stride = geometry.inputWidth() * channels;
        int to = output;
        for (int n = 0; n < geometry.batch(); n++) {
            int image = input + n * geometry.inputHeight() * stride;
            for (int y = 0; y < geometry.outputHeight(); y++) {
                int upper = image + rows.lower()[y] * stride;
                int lower = image + rows.upper()[y] * stride;
                float v = rows.fraction()[y];
                for (int x = 0; x < geometry.outputWidth(); x++) {
                    int left = columns.lower()[x] * channels;
                    int right = columns.upper()[x] * channels;
                    float u = columns.fraction()[x];
                    for (int c = 0; c < channels; c++) {
                        float value = unsigned(arena[upper + left + c]) * (1 - v) * (1 - u)
                                + unsigned(arena[lower + left + c]) * v * (1 - u)
                                + unsigned(arena[upper + right + c]) * (1 - v) * u
                                + unsigned(arena[lower + right + c]) * v * u;
                        arena[to++] = (byte) ((int) (value + 0.5f) - OFFSET);
                    }
                }
            }
        }
    }

    private static int unsigned(byte value) {
        return value + OFFSET;
    }
}
