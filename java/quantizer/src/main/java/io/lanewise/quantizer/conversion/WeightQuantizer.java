// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import java.util.function.IntUnaryOperator;

/**
 * float32 weights as integers in [-127, 127] or [-7, 7] with zero point 0. Source of the arithmetic, each step of it in
 * the same precision: {@code SymmetricPerChannelQuantization}, {@code SymmetricQuantizeFloats} and {@code
 * AdjustWeightsForBiasScale} of TFLite's converter.
 */
final class WeightQuantizer {
    private static final int BIAS_MAXIMUM = Integer.MAX_VALUE;

    private final float[] weights;
    private final int channels;
    private final int maximum;
    private final IntUnaryOperator channelOf;
    private final float[] halfRanges;

    /** int8 weights of {@code channels} groups; those of one channel lie in runs of {@code inner}. */
    WeightQuantizer(float[] weights, int channels, int inner) {
        this(weights, channels, i -> i / inner % channels, WeightScheme.Type.INT8);
    }

    /** Weights of any groups: the group of each weight. */
    WeightQuantizer(float[] weights, int channels, IntUnaryOperator channelOf, WeightScheme.Type type) {
        this.maximum = type.maximum();
        this.weights = weights;
        this.channels = channels;
        this.channelOf = channelOf;
        this.halfRanges = new float[channels];
        for (int i = 0; i < weights.length; i++) {
            int c = channelOf.applyAsInt(i);
            halfRanges[c] = Math.max(halfRanges[c], Math.abs(weights[i]));
        }
    }

    /**
     * Widens the ranges of channels whose bias would otherwise not fit int32 at scale {@code inputScale} x weight
     * scale: it then takes at most half of the int32 range. {@code bias} has one value for each output channel; a
     * single weight scale must suit all of them.
     */
    WeightQuantizer fitBias(float[] bias, float inputScale) {
        if (channels == 1) {
            float largest = 0;
            for (float b : bias) {
                largest = Math.max(largest, Math.abs(b));
            }
            if (largest / (float) BIAS_MAXIMUM >= 0.5 * inputScale * scale(0)) {
                halfRanges[0] = halfRangeFor(largest, inputScale);
            }
            keepReciprocal(0, largest, inputScale);
            return this;
        }
        for (int c = 0; c < channels; c++) {
            if (Math.abs(bias[c]) >= 0.5 * inputScale * scale(c) * BIAS_MAXIMUM) {
                halfRanges[c] = halfRangeFor(Math.abs(bias[c]), inputScale);
            }
            keepReciprocal(c, bias[c], inputScale);
        }
        return this;
    }

    private float halfRangeFor(float bias, float inputScale) {
        float inverse = maximum / inputScale;
        double factor = Float.isInfinite(inverse) ? (double) maximum / inputScale : inverse;
        return (float) (2.0 * bias / BIAS_MAXIMUM * factor);
    }

    /**
     * Widens a range where the bias's scale is so small that its reciprocal is infinite in float32: times that, a
     * bias however small saturates. Dead channels of trained models have such weights, 1e-40 and less; TFLite's
     * converter saturates them.
     */
    private void keepReciprocal(int channel, float bias, float inputScale) {
        float unit = inputScale * scale(channel);
        if (bias != 0 && unit > 0 && Float.isInfinite(1 / unit)) {
            halfRanges[channel] = (float) ((double) maximum * Float.MIN_NORMAL / inputScale);
        }
    }

    private float scale(int channel) {
        return halfRanges[channel] / maximum;
    }

    /** One scale for each channel; a channel of zeros has scale 1. */
    float[] scales() {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = halfRanges[c] == 0 ? 1 : scale(c);
        }
        return scales;
    }

    /** The weights at these scales, in their order. */
    byte[] values() {
        // The inverse is rounded by itself: dividing by the scale gives other values now and then.
        float[] inverses = new float[channels];
        for (int c = 0; c < channels; c++) {
            inverses[c] = halfRanges[c] == 0 ? 0 : maximum / halfRanges[c];
        }
        byte[] values = new byte[weights.length];
        for (int i = 0; i < values.length; i++) {
            int q = Rounding.halfAwayToInt(weights[i] * inverses[channelOf.applyAsInt(i)]);
            values[i] = (byte) Math.max(-maximum, Math.min(maximum, q));
        }
        return values;
    }

    /** The scales as the quantization of a tensor, per channel along {@code axis}, or per tensor if it is -1. */
    Quantization quantization(int axis) {
        float[] scales = scales();
        return axis < 0
                ? Quantization.perTensor(scales[0], 0)
                : Quantization.perChannel(scales, new int[channels], axis);
    }
}
