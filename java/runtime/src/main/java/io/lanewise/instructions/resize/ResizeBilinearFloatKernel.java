// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float bilinear resize. */
record ResizeBilinearFloatKernel(ResizeGeometry geometry, int input, int output) implements Kernel {

    @Override
    public Runnable bind(Arena arena) {
        BilinearLoop loop = new BilinearLoop(geometry, input, output, BilinearWeights::ofFloat);
        float[] floats = arena.floats();
        int channels = geometry.channels();
        BilinearLoop.Cell cell = (upperLeft, upperRight, lowerLeft, lowerRight, v, u, to) -> {
            for (int c = 0; c < channels; c++) {
                float top = floats[upperLeft + c] * (1 - u) + floats[upperRight + c] * u;
                float bottom = floats[lowerLeft + c] * (1 - u) + floats[lowerRight + c] * u;
                floats[to + c] = top * (1 - v) + bottom * v;
            }
        };
        return () -> loop.forEachCell(cell);
    }
}
