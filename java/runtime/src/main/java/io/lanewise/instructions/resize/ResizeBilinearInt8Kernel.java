// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

import io.lanewise.instructions.Arena;
import io.lanewise.instructions.Kernel;

/** int8 bilinear resize in 10-bit fixed point, as TFLite's {@code ResizeBilinearInteger}. */
record ResizeBilinearInt8Kernel(ResizeGeometry geometry, int input, int output) implements Kernel {
    private static final int ONE = 1 << 10;

    /** Between which two cells an output cell lies, and how near the upper one in 2^-10. */
    private record Weights(int[] lower, int[] upper, int[] fraction) {

        static Weights of(ResizeGeometry geometry, int inputSize, int outputSize) {
            boolean align = geometry.alignCorners() && outputSize > 1;
            int scale = align
                    ? (ONE * (inputSize - 1) + (outputSize - 1) / 2) / (outputSize - 1)
                    : (ONE * inputSize + outputSize / 2) / outputSize;
            Weights weights = new Weights(new int[outputSize], new int[outputSize], new int[outputSize]);
            for (int i = 0; i < outputSize; i++) {
                int coordinate = geometry.halfPixelCenters() ? i * scale + scale / 2 - ONE / 2 : i * scale;
                weights.lower[i] = Math.min(inputSize - 1, Math.max(coordinate / ONE, 0));
                weights.upper[i] = Math.max(0, Math.min((coordinate + ONE - 1) / ONE, inputSize - 1));
                weights.fraction[i] = coordinate - ONE * weights.lower[i];
            }
            return weights;
        }
    }

    @Override
    public Runnable bind(Arena arena) {
        Weights rows = Weights.of(geometry, geometry.inputHeight(), geometry.outputHeight());
        Weights columns = Weights.of(geometry, geometry.inputWidth(), geometry.outputWidth());
        return () -> run(arena.bytes(), rows, columns);
    }

    private void run(byte[] arena, Weights rows, Weights columns) {
        int channels = geometry.channels();
        int stride = geometry.inputWidth() * channels;
        int to = output;
        for (int n = 0; n < geometry.batch(); n++) {
            int image = input + n * geometry.inputHeight() * stride;
            for (int y = 0; y < geometry.outputHeight(); y++) {
                int upper = image + rows.lower[y] * stride;
                int lower = image + rows.upper[y] * stride;
                long v = rows.fraction[y];
                for (int x = 0; x < geometry.outputWidth(); x++) {
                    int left = columns.lower[x] * channels;
                    int right = columns.upper[x] * channels;
                    long u = columns.fraction[x];
                    for (int c = 0; c < channels; c++) {
                        long sum = arena[upper + left + c] * (ONE - v) * (ONE - u)
                                + arena[lower + left + c] * v * (ONE - u)
                                + arena[upper + right + c] * (ONE - v) * u
                                + arena[lower + right + c] * v * u;
                        arena[to++] = (byte) ((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
                    }
                }
            }
        }
    }
}
