// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float bilinear resize. */
record ResizeBilinearFloatKernel(ResizeGeometry geometry, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        BilinearWeights rows = BilinearWeights.of(geometry, geometry.inputHeight(), geometry.outputHeight());
        BilinearWeights columns = BilinearWeights.of(geometry, geometry.inputWidth(), geometry.outputWidth());
        return () -> run(arena.floats(), rows, columns);
    }

    private void run(float[] arena, BilinearWeights rows, BilinearWeights columns) {
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
                        float top = arena[upper + left + c] * (1 - u) + arena[upper + right + c] * u;
                        float bottom = arena[lower + left + c] * (1 - u) + arena[lower + right + c] * u;
                        arena[to++] = top * (1 - v) + bottom * v;
                    }
                }
            }
        }
    }
}
