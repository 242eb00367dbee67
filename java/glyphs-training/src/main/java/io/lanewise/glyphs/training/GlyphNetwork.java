// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.graph.Graph;

/**
 * A small network of depthwise-separable convolutions with two residual blocks, after MobileNet (arXiv:1704.04861) and
 * ResNet (arXiv:1512.03385). ReLU6 follows every convolution and sum but the last convolution of a residual branch.
 *
 * <pre>
 *   image            32 x 32 x   1
 *   3x3 /2           16 x 16 x  16
 *   3x3 dw, 1x1      16 x 16 x  32
 *   3x3 dw /2, 1x1    8 x  8 x  64
 *   + (3x3 dw, 1x1)   8 x  8 x  64
 *   3x3 dw /2, 1x1    4 x  4 x 128
 *   + (3x3 dw, 1x1)   4 x  4 x 128
 *   average           1 x  1 x 128
 *   dense, softmax              34
 * </pre>
 */
final class GlyphNetwork {

    private GlyphNetwork() {}

    /**
     * The network before training.
     *
     * @return a graph from {@code float32[1, SIZE, SIZE, 1]}, grey levels from 0 to 1, to the probability of each class
     */
    static Graph untrained(long seed) {
        GraphBuilder builder = new GraphBuilder(seed);
        int image = builder.input("image", 1, GlyphRenderer.SIZE, GlyphRenderer.SIZE, 1);
        int value = builder.convolution(image, 16, 3, 2);
        value = separable(builder, value, 32, 1);
        value = separable(builder, value, 64, 2);
        value = residual(builder, value, 64);
        value = separable(builder, value, 128, 2);
        value = residual(builder, value, 128);
        int probabilities = builder.softmax(builder.dense(builder.average(value), Alphabet.size()));
        return builder.graph("glyphs", image, probabilities);
    }

    private static int separable(GraphBuilder builder, int input, int outputs, int stride) {
        return builder.convolution(builder.depthwise(input, 3, stride), outputs, 1, 1);
    }

    private static int residual(GraphBuilder builder, int input, int channels) {
        return builder.add(input, builder.projection(builder.depthwise(input, 3, 1), channels));
    }
}
