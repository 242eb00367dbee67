// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import java.nio.ByteBuffer;

/**
 * Proof that no int32 accumulator overflows, whatever the input: sum|w| x max|x - zeroPoint| + |bias| is below 2^31 for
 * every output channel. Holds for all partial sums, in any order.
 */
final class AccumulatorBound {

    private AccumulatorBound() {
    }

    /**
     * Checks the weights of an int8 operator.
     *
     * @param innermost whether the output channel is the innermost dimension of the weights, else the outermost
     */
    static void check(OperatorContext context, Weights weights, int channels, boolean innermost, int inputZeroPoint) {
        check(context, weights, new int[channels], innermost, inputZeroPoint);
    }

    /** The same of weights less a zero point for each channel. */
    static void check(OperatorContext context, Weights weights, int[] zeroPoints, boolean innermost, int inputZeroPoint) {
        int channels = zeroPoints.length;
        ByteBuffer values = weights.values();
        int perChannel = values.remaining() / channels;
        int channelStride = innermost ? 1 : perChannel;
        int stride = innermost ? channels : 1;
        int farthest = Math.max(127 - inputZeroPoint, 128 + inputZeroPoint);
        int[] bias = weights.int32Bias(channels);
        for (int c = 0; c < channels; c++) {
            long magnitude = 0;
            for (int i = 0; i < perChannel; i++) {
                magnitude += Math.abs(values.get(values.position() + c * channelStride + i * stride) - zeroPoints[c]);
            }
            long bound = magnitude * farthest + Math.abs((long) bias[c]);
            if (bound > Integer.MAX_VALUE) {
                throw context.error("output channel " + c + " can overflow its int32 accumulator: weights of magnitude "
                        + magnitude + " in all, input up to " + farthest + " from its zero point, bias " + bias[c]);
            }
        }
    }
}
