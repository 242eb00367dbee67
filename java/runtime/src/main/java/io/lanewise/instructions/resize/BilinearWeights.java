// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

/** Between which two cells an output cell lies, and how near the upper one. */
record BilinearWeights(int[] lower, int[] upper, float[] fraction) {

    static BilinearWeights of(ResizeGeometry geometry, int inputSize, int outputSize) {
        boolean align = geometry.alignCorners() && outputSize > 1;
        float scale = align ? (inputSize - 1f) / (outputSize - 1) : (float) inputSize / outputSize;
        BilinearWeights weights = new BilinearWeights(new int[outputSize], new int[outputSize], new float[outputSize]);
        for (int i = 0; i < outputSize; i++) {
            float coordinate = geometry.halfPixelCenters() ? (i + 0.5f) * scale - 0.5f : i * scale;
            weights.lower[i] = Math.min(inputSize - 1, Math.max((int) Math.floor(coordinate), 0));
            weights.upper[i] = Math.max(0, Math.min((int) Math.ceil(coordinate), inputSize - 1));
            weights.fraction[i] = coordinate - weights.lower[i];
        }
        return weights;
    }
}
