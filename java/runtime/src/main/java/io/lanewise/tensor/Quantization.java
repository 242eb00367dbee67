// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Affine quantization, real = scale x (q - zeroPoint), for a whole tensor or for each slice along one axis
 * (TFLite's 8-bit quantization specification); or, of constants only, for each block of a row (ONNX's
 * DequantizeLinear-21 with {@code block_size}), or a codebook: real = codebook[index], where the smallest integer of
 * the type is index 0. Immutable.
 */
public final class Quantization {
    private final float[] scales;
    private final int[] zeroPoints;
    private final int axis;
    private final int blockSize;
    private final float[] codebook;

    private Quantization(float[] scales, int[] zeroPoints, int axis) {
        this(scales, zeroPoints, axis, 0, null);
    }

    private Quantization(float[] scales, int[] zeroPoints, int axis, int blockSize, float[] codebook) {
        for (float scale : scales) {
            if (!(scale >= 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale must be finite and not negative, got " + scale);
            }
        }
        this.scales = scales;
        this.zeroPoints = zeroPoints;
        this.axis = axis;
        this.blockSize = blockSize;
        this.codebook = codebook;
    }

    /**
     * {@return one scale and zero point for the whole tensor}
     *
     * @param scale at least 0, finite
     * @param zeroPoint the integer of real 0; checked by who knows the type
     */
    public static Quantization perTensor(float scale, int zeroPoint) {
        return new Quantization(new float[] {scale}, new int[] {zeroPoint}, -1);
    }

    /**
     * {@return one scale and zero point for each slice along {@code axis}}
     *
     * @param scales one for each slice, at least 0, finite
     * @param zeroPoints the integers of real 0, one for each slice
     * @param axis the dimension that is cut into slices; 0 is the outermost
     * @throws IllegalArgumentException if the arrays are empty or of different length, the axis is negative, or a scale
     *         is negative or not finite
     */
    public static Quantization perChannel(float[] scales, int[] zeroPoints, int axis) {
        if (scales.length == 0 || scales.length != zeroPoints.length || axis < 0) {
            throw new IllegalArgumentException(
                    "per-channel quantization needs as many zero points as scales and an axis" + " of at least 0, got "
                            + scales.length + " scales, " + zeroPoints.length + " zero points, axis " + axis);
        }
        return new Quantization(scales.clone(), zeroPoints.clone(), axis);
    }

    /**
     * {@return one scale, with zero point 0, for each block of elements that follow each other in a row, which is the
     * last dimension} A row's last block may be shorter.
     *
     * @param scales those of the first row, then those of the second
     * @param blockSize elements of a block, at least 1
     * @throws IllegalArgumentException if there are no scales, one is negative or not finite, or blocks have no size
     */
    public static Quantization perBlock(float[] scales, int blockSize) {
        if (scales.length == 0 || blockSize < 1) {
            throw new IllegalArgumentException("per-block quantization needs scales and a size of at least 1, got "
                    + scales.length + " scales, size " + blockSize);
        }
        return new Quantization(scales.clone(), new int[scales.length], -1, blockSize, null);
    }

    /**
     * {@return a codebook: the reals that integers stand for, one after the other}
     *
     * @param reals 1 to 256 values; the first is the smallest integer's
     * @throws IllegalArgumentException if there are none or more than 256
     */
    public static Quantization codebook(float... reals) {
        if (reals.length == 0 || reals.length > 256) {
            throw new IllegalArgumentException("a codebook has 1 to 256 entries, got " + reals.length);
        }
        return new Quantization(new float[] {1}, new int[1], -1, 0, reals.clone());
    }

    /** {@return whether integers are indices of a codebook; scale and zero point then mean nothing} */
    public boolean isCodebook() {
        return codebook != null;
    }

    /** {@return a copy of the codebook; null where there is none} */
    public float[] codebook() {
        return codebook == null ? null : codebook.clone();
    }

    /** {@return whether each slice along {@link #axis()} has its own scale} */
    public boolean isPerChannel() {
        return axis >= 0;
    }

    /** {@return the dimension whose slices have their own scales; -1 per tensor} */
    public int axis() {
        return axis;
    }

    /** {@return whether each block of a row has its own scale} */
    public boolean isPerBlock() {
        return blockSize > 0;
    }

    /** {@return elements of a block; 0 where there are no blocks} */
    public int blockSize() {
        return blockSize;
    }

    /**
     * {@return whether there are as many scales as a tensor of this shape has slices or blocks}
     *
     * @param shape sizes of a tensor's dimensions
     */
    public boolean fits(Shape shape) {
        if (isPerBlock()) {
            return shape.rank() > 0
                    && shape.elements() > 0
                    && (long) shape.elements() / shape.dim(-1) * blocks(shape.dim(-1)) == scales.length;
        }
        return axis < 0 || axis < shape.rank() && shape.dim(axis) == scales.length;
    }

    /**
     * {@return a map from the index of an element of a tensor of this shape, row-major, to the channel by which
     * {@link #scale(int)} is asked for}
     *
     * @param shape sizes of a tensor that this {@link #fits}
     */
    public IntUnaryOperator channelOf(Shape shape) {
        if (isPerBlock()) {
            int row = shape.dim(-1);
            return element -> element / row * blocks(row) + element % row / blockSize;
        }
        if (axis < 0) {
            return element -> 0;
        }
        int inner = 1;
        for (int d = axis + 1; d < shape.rank(); d++) {
            inner *= shape.dim(d);
        }
        int run = inner;
        return element -> element / run % scales.length;
    }

    private int blocks(int row) {
        return (row + blockSize - 1) / blockSize;
    }

    /** {@return number of scales: 1 per tensor} */
    public int channels() {
        return scales.length;
    }

    /**
     * {@return scale of a channel; per tensor every channel has the one scale}
     *
     * @param channel 0 to {@link #channels()} less 1
     */
    public float scale(int channel) {
        return scales[isPerTensor() ? 0 : channel];
    }

    /**
     * {@return zero point of a channel; per tensor every channel has the one zero point}
     *
     * @param channel 0 to {@link #channels()} less 1
     */
    public int zeroPoint(int channel) {
        return zeroPoints[isPerTensor() ? 0 : channel];
    }

    private boolean isPerTensor() {
        return axis < 0 && blockSize == 0;
    }

    /** {@return the one scale of a per-tensor quantization; the first channel's otherwise} */
    public float scale() {
        return scales[0];
    }

    /** {@return the one zero point of a per-tensor quantization; the first channel's otherwise} */
    public int zeroPoint() {
        return zeroPoints[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantization that
                && axis == that.axis
                && blockSize == that.blockSize
                && Arrays.equals(scales, that.scales)
                && Arrays.equals(zeroPoints, that.zeroPoints)
                && Arrays.equals(codebook, that.codebook);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * Arrays.hashCode(scales) + Arrays.hashCode(zeroPoints)) + axis + blockSize)
                + Arrays.hashCode(codebook);
    }

    /** For example {@code scale 0.0078125, zero point -3} or {@code 64 scales along axis 0}. */
    @Override
    public String toString() {
        return isCodebook()
                ? "a codebook of " + codebook.length
                : isPerChannel()
                        ? scales.length + " scales along axis " + axis
                        : isPerBlock()
                                ? scales.length + " scales of blocks of " + blockSize
                                : "scale " + scales[0] + ", zero point " + zeroPoints[0];
    }
}
