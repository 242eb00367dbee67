// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;

/**
 * Proof that no accumulator overflows, whatever the input: sum|w| x max|x - zeroPoint| + |bias| is below 2^31 for every
 * output channel, with int16 activations below 2^47, which is what their rescaling takes. Holds for all partial sums,
 * in any order. Where it fails for int8, sums wrap modulo 2^32 in every kernel, as TFLite's do.
 */
final class AccumulatorBound {

    private AccumulatorBound() {}

    private static final int INT16_FARTHEST = 1 << 15;
    private static final long INT16_LIMIT = (1L << 47) - 1;

    /**
     * Warns of an int8 operator whose sums may wrap, and refuses one of int16.
     *
     * @param zeroPoints what is subtracted from the weights of each channel
     */
    static void review(Layer layer, Weights weights, int[] zeroPoints, int inputZeroPoint) {
        if (layer.input().type() == DataType.INT16) {
            check(layer, weights, zeroPoints, inputZeroPoint);
        } else {
            String problem = problem(layer, weights, zeroPoints, inputZeroPoint);
            if (problem != null) {
                layer.warnings().accept(problem + "; it then wraps, as TFLite's does");
            }
        }
    }

    /**
     * Refuses weights whose sums are not proven to fit.
     *
     * @param zeroPoints what is subtracted from the weights of each channel
     */
    static void check(Layer layer, Weights weights, int[] zeroPoints, int inputZeroPoint) {
        String problem = problem(layer, weights, zeroPoints, inputZeroPoint);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Of the first channel that has one; null if none has. */
    private static String problem(Layer layer, Weights weights, int[] zeroPoints, int inputZeroPoint) {
        int channels = zeroPoints.length;
        ByteBuffer values = weights.values();
        int perChannel = values.remaining() / channels;
        int channelStride = layer.channelsAreInnermost() ? 1 : perChannel;
        int stride = layer.channelsAreInnermost() ? channels : 1;
        boolean wide = layer.input().type() == DataType.INT16;
        int farthest = wide ? INT16_FARTHEST : Math.max(127 - inputZeroPoint, 128 + inputZeroPoint);
        long limit = wide ? INT16_LIMIT : Integer.MAX_VALUE;
        long[] bias = weights.integerBias(channels);
        for (int c = 0; c < channels; c++) {
            long magnitude = magnitude(values, c * channelStride, perChannel, stride, zeroPoints[c]);
            if (magnitude * farthest > limit - Math.min(Math.abs(bias[c]), limit)) {
                return "output channel " + c + " can overflow its " + (wide ? "int48" : "int32")
                        + " accumulator: weights of magnitude " + magnitude + " in all, input up to " + farthest
                        + " from its zero point, bias " + bias[c];
            }
        }
        return null;
    }

    /** Checks the weights of a float operator whose input is quantized at run time, up to 255 from its zero point. */
    static void checkDynamic(Layer layer, Weights weights) {
        int channels = layer.channels();
        boolean innermost = layer.channelsAreInnermost();
        ByteBuffer values = weights.values();
        int perChannel = values.remaining() / channels;
        for (int c = 0; c < channels; c++) {
            long magnitude = magnitude(values, innermost ? c : c * perChannel, perChannel, innermost ? channels : 1, 0);
            if (magnitude * 255 > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("output channel " + c
                        + " can overflow its int32 accumulator: weights of magnitude " + magnitude + " in all");
            }
        }
    }

    private static long magnitude(ByteBuffer values, int first, int count, int stride, int zeroPoint) {
        long magnitude = 0;
        for (int i = 0; i < count; i++) {
            magnitude += Math.abs(values.get(values.position() + first + i * stride) - zeroPoint);
        }
        return magnitude;
    }
}
