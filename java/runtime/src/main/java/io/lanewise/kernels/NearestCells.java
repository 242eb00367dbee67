// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.operators.resize.Resize;

/** Which input cell each output cell of a nearest-neighbour resize copies, in float32 as TFLite's reference kernel. */
public final class NearestCells {

    private NearestCells() {}

    /** The input's index for each of {@code outputSize} cells along one dimension. */
    public static int[] of(Resize operator, int inputSize, int outputSize) {
        boolean align = operator.alignCorners();
        float scale = align && outputSize > 1 ? (inputSize - 1) / (float) (outputSize - 1) : inputSize / (float) outputSize;
        float offset = operator.halfPixelCenters() ? 0.5f : 0;
        int[] cells = new int[outputSize];
        for (int i = 0; i < outputSize; i++) {
            float place = (i + offset) * scale;
            int cell = align ? (int) Math.floor(place + 0.5) : (int) Math.floor(place);
            cells[i] = Math.max(0, Math.min(inputSize - 1, cell));
        }
        return cells;
    }
}
