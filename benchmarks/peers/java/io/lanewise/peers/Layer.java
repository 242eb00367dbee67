// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import java.util.Locale;
import java.util.Random;

/**
 * The operators that are compared one by one, with random weights, as the layers of small networks have them: int8, a
 * fused RELU, scales that spread the outputs over the int8 range.
 */
enum Layer {
    FIRST_3X3_32X32X3(Kind.CONV, 32, 3, 3, 16),
    CONV_3X3_32X32X16(Kind.CONV, 32, 16, 3, 16),
    CONV_3X3_16X16X32(Kind.CONV, 16, 32, 3, 32),
    CONV_3X3_8X8X64(Kind.CONV, 8, 64, 3, 64),
    CONV_1X1_6X6X128(Kind.CONV, 6, 128, 1, 128),
    CONV_1X1_48X48X8(Kind.CONV, 48, 8, 1, 16),
    DEPTHWISE_3X3_48X48X8(Kind.DEPTHWISE, 48, 8, 3, 8),
    DEPTHWISE_3X3_12X12X64(Kind.DEPTHWISE, 12, 64, 3, 64),
    /** Hardly any work: what an inference costs beside it, copies in and out included. */
    CONV_1X1_1X1X8(Kind.CONV, 1, 8, 1, 8),
    /** 240 rows, 256 products, 256 columns. */
    GEMM_240X256X256(Kind.DENSE, 240, 256, 1, 256);

    /** What the operator is. */
    enum Kind { CONV, DEPTHWISE, DENSE }

    static final float INPUT_SCALE = 0.05f;
    static final int INPUT_ZERO_POINT = -3;
    static final int OUTPUT_ZERO_POINT = -128;

    final Kind kind;
    /** Height and width of the image, or rows of the matrix. */
    final int size;
    final int channels;
    final int kernel;
    final int outputs;
    /** Output by output, then kernel row, kernel column, input channel. */
    final byte[] weights;
    final float[] weightScales;
    final int[] bias;
    final float outputScale;

    Layer(Kind kind, int size, int channels, int kernel, int outputs) {
        this.kind = kind;
        this.size = size;
        this.channels = channels;
        this.kernel = kernel;
        this.outputs = outputs;
        int products = kernel * kernel * (kind == Kind.DEPTHWISE ? 1 : channels);
        Random random = new Random(products);
        weights = new byte[outputs * products];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (random.nextInt(255) - 127);
        }
        weightScales = new float[kind == Kind.DENSE ? 1 : outputs];
        for (int i = 0; i < weightScales.length; i++) {
            weightScales[i] = 0.001f * (1 + random.nextFloat());
        }
        bias = new int[outputs];
        for (int i = 0; kind != Kind.DENSE && i < outputs; i++) { // QLinearMatMul has none
            bias[i] = random.nextInt(2001) - 1000;
        }
        // Inputs and weights are uniform: a product's standard deviation is about 74 * 73. Twice that is 127.
        outputScale = (float) (INPUT_SCALE * 0.0015 * 74 * 73 * Math.sqrt(products) * 2 / 127);
    }

    /** Multiply-accumulates of one inference. */
    long macs() {
        return kind == Kind.DENSE ? (long) size * weights.length : (long) size * size * weights.length;
    }

    /** For file names and tables. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
