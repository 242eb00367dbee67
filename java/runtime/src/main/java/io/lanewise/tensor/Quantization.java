// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

import java.util.Arrays;

/**
 * Affine quantization, real = scale x (q - zeroPoint), for a whole tensor or for each slice along one axis
 * (TFLite's 8-bit quantization specification); or, of constants only, a codebook: real = codebook[index], where the smallest
 * integer of the type is index 0. Immutable.
 */
public final class Quantization {
    private final float[] scales;
    private final int[] zeroPoints;
    private final int axis;
    private final float[] codebook;

    private Quantization(float[] scales, int[] zeroPoints, int axis) {
        this(scales, zeroPoints, axis, null);
    }

    private Quantization(float[] scales, int[] zeroPoints, int axis, float[] codebook) {
        for (float scale : scales) {
            if (!(scale >= 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale must be finite and not negative, got " + scale);
            }
        }
        this.scales = scales;
        this.zeroPoints = zeroPoints;
        this.axis = axis;
        this.codebook = codebook;
    }

    /** One scale and zero point for the whole tensor. */
    public static Quantization perTensor(float scale, int zeroPoint) {
        return new Quantization(new float[] {scale}, new int[] {zeroPoint}, -1);
    }

    /**
     * One scale and zero point for each slice along {@code axis}.
     *
     * @throws IllegalArgumentException if the arrays are empty or of different length, the axis is negative, or a scale
     *         is negative or not finite
     */
    public static Quantization perChannel(float[] scales, int[] zeroPoints, int axis) {
        if (scales.length == 0 || scales.length != zeroPoints.length || axis < 0) {
            throw new IllegalArgumentException("per-channel quantization needs as many zero points as scales and an axis"
                    + " of at least 0, got " + scales.length + " scales, " + zeroPoints.length + " zero points, axis " + axis);
        }
        return new Quantization(scales.clone(), zeroPoints.clone(), axis);
    }

    /**
     * The reals that integers stand for, one after the other.
     *
     * @throws IllegalArgumentException if there are none or more than 256
     */
    public static Quantization codebook(float... reals) {
        if (reals.length == 0 || reals.length > 256) {
            throw new IllegalArgumentException("a codebook has 1 to 256 entries, got " + reals.length);
        }
        return new Quantization(new float[] {1}, new int[1], -1, reals.clone());
    }

    /** Whether integers are indices of a codebook; scale and zero point then mean nothing. */
    public boolean isCodebook() {
        return codebook != null;
    }

    /** A copy of the codebook; null where there is none. */
    public float[] codebook() {
        return codebook == null ? null : codebook.clone();
    }

    /** Whether each slice along {@link #axis()} has its own scale. */
    public boolean isPerChannel() {
        return axis >= 0;
    }

    /** The dimension whose slices have their own scales; -1 per tensor. */
    public int axis() {
        return axis;
    }

    /** Number of scales: 1 per tensor. */
    public int channels() {
        return scales.length;
    }

    /** Scale of a channel; per tensor every channel has the one scale. */
    public float scale(int channel) {
        return scales[axis < 0 ? 0 : channel];
    }

    /** Zero point of a channel; per tensor every channel has the one zero point. */
    public int zeroPoint(int channel) {
        return zeroPoints[axis < 0 ? 0 : channel];
    }

    /** The one scale of a per-tensor quantization; the first channel's otherwise. */
    public float scale() {
        return scales[0];
    }

    /** The one zero point of a per-tensor quantization; the first channel's otherwise. */
    public int zeroPoint() {
        return zeroPoints[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantization that && axis == that.axis && Arrays.equals(scales, that.scales)
                && Arrays.equals(zeroPoints, that.zeroPoints) && Arrays.equals(codebook, that.codebook);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * Arrays.hashCode(scales) + Arrays.hashCode(zeroPoints)) + axis) + Arrays.hashCode(codebook);
    }

    /** For example {@code scale 0.0078125, zero point -3} or {@code 64 scales along axis 0}. */
    @Override
    public String toString() {
        return isCodebook() ? "a codebook of " + codebook.length : isPerChannel() ? scales.length + " scales along axis " + axis
                : "scale " + scales[0] + ", zero point " + zeroPoints[0];
    }
}
