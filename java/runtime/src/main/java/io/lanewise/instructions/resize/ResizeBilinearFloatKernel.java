// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** Float bilinear resize. */
record ResizeBilinearFloatKernel(ResizeGeometry geometry, int input, int output) implements Kernel {

    /** Between which two cells an output cell lies, and how near the upper one. */
    private record Weights(int[] lower, int[] upper, float[] fraction) {

        static Weights of(ResizeGeometry geometry, int inputSize, int outputSize) {
            boolean align = geometry.alignCorners() && outputSize > 1;
            float scale = align ? (inputSize - 1f) / (outputSize - 1) : (float) inputSize / outputSize;
            Weights weights = new Weights(new int[outputSize], new int[outputSize], new float[outputSize]);
            for (int i = 0; i < outputSize; i++) {
                float coordinate = geometry.halfPixelCenters() ? (i + 0.5f) * scale - 0.5f : i * scale;
                weights.lower[i] = Math.min(inputSize - 1, Math.max((int) Math.floor(coordinate), 0));
                weights.upper[i] = Math.max(0, Math.min((int) Math.ceil(coordinate), inputSize - 1));
                weights.fraction[i] = coordinate - weights.lower[i];
            }
            return weights;
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        Weights rows = Weights.of(geometry, geometry.inputHeight(), geometry.outputHeight());
        Weights columns = Weights.of(geometry, geometry.inputWidth(), geometry.outputWidth());
        return () -> run(arena.floats(), rows, columns);
    }

    private void run(float[] arena, Weights rows, Weights columns) {
        int channels = geometry.channels();
        int stride = geometry.inputWidth() * channels;
        int to = output;
        for (int n = 0; n < geometry.batch(); n++) {
            int image = input + n * geometry.inputHeight() * stride;
            for (int y = 0; y < geometry.outputHeight(); y++) {
                int upper = image + rows.lower[y] * stride;
                int lower = image + rows.upper[y] * stride;
                float v = rows.fraction[y];
                for (int x = 0; x < geometry.outputWidth(); x++) {
                    int left = columns.lower[x] * channels;
                    int right = columns.upper[x] * channels;
                    float u = columns.fraction[x];
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
