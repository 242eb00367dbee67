// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.resize;

/**
 * Where the cells of a resized image lie in the input, along one dimension: TFLite's arithmetic, to the last bit.
 *
 * @param lower the input's cell at or before each output cell
 * @param upper the one at or after it
 * @param fraction how near the upper one, which is 1 away
 */
record BilinearWeights(int[] lower, int[] upper, float[] fraction) {
    /** A cell in the units of fixed point. */
    static final int ONE = 1 << 10;

    /** {@link #ofFloat} or {@link #ofFixedPoint}. */
    interface Making {
        BilinearWeights of(ResizeGeometry geometry, int inputSize, int outputSize);
    }

    private BilinearWeights(int outputSize) {
        this(new int[outputSize], new int[outputSize], new float[outputSize]);
    }

    /** Of a resize that is computed in float32. */
    static BilinearWeights ofFloat(ResizeGeometry geometry, int inputSize, int outputSize) {
        boolean align = geometry.alignCorners() && outputSize > 1;
        float scale = align ? (inputSize - 1f) / (outputSize - 1) : (float) inputSize / outputSize;
        BilinearWeights weights = new BilinearWeights(outputSize);
        for (int i = 0; i < outputSize; i++) {
            float coordinate = geometry.halfPixelCenters() ? (i + 0.5f) * scale - 0.5f : i * scale;
            int lower = Math.min(inputSize - 1, Math.max((int) Math.floor(coordinate), 0));
            int upper = Math.max(0, Math.min((int) Math.ceil(coordinate), inputSize - 1));
            weights.set(i, lower, upper, coordinate - lower);
        }
        return weights;
    }

    /** Of one in fixed point: every fraction is a whole number of 2^-10, exact in a float. */
    static BilinearWeights ofFixedPoint(ResizeGeometry geometry, int inputSize, int outputSize) {
        boolean align = geometry.alignCorners() && outputSize > 1;
        int scale = align
                ? (ONE * (inputSize - 1) + (outputSize - 1) / 2) / (outputSize - 1)
                : (ONE * inputSize + outputSize / 2) / outputSize;
        BilinearWeights weights = new BilinearWeights(outputSize);
        for (int i = 0; i < outputSize; i++) {
            int coordinate = geometry.halfPixelCenters() ? i * scale + scale / 2 - ONE / 2 : i * scale;
            int lower = Math.min(inputSize - 1, Math.max(coordinate / ONE, 0));
            int upper = Math.max(0, Math.min((coordinate + ONE - 1) / ONE, inputSize - 1));
            weights.set(i, lower, upper, (float) (coordinate - ONE * lower) / ONE);
        }
        return weights;
    }

    private void set(int i, int lowerCell, int upperCell, float toUpper) {
        lower[i] = lowerCell;
        upper[i] = upperCell;
        fraction[i] = toUpper;
    }
}
