// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

/** Which input cell each output cell of a nearest-neighbour resize copies, in float32 as TFLite's reference kernel. */
public final class NearestCells {

    private NearestCells() {}

    /** The input's index for each of {@code outputSize} cells along one dimension. */
    public static int[] of(boolean alignCorners, boolean halfPixelCenters, int inputSize, int outputSize) {
        float scale = alignCorners && outputSize > 1
                ? (inputSize - 1) / (float) (outputSize - 1)
                : inputSize / (float) outputSize;
        float offset = halfPixelCenters ? 0.5f : 0;
        int[] cells = new int[outputSize];
        for (int i = 0; i < outputSize; i++) {
            float coordinate = (i + offset) * scale;
            int cell = alignCorners ? (int) Math.floor(coordinate + 0.5) : (int) Math.floor(coordinate);
            cells[i] = Math.max(0, Math.min(inputSize - 1, cell));
        }
        return cells;
    }
}
