// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * A small network of depthwise-separable convolutions with two residual blocks, after MobileNet (arXiv:1704.04861) and
 * ResNet (arXiv:1512.03385).
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
 *   dense                       34
 * </pre>
 */
final class GlyphNetwork {

    private final List<Stage> stages = List.of(
            Convolution.full(16, 3, 2),
            Convolution.depthwise(16, 1),
            Convolution.pointwise(32),
            Convolution.depthwise(32, 2),
            Convolution.pointwise(64),
            new Residual(Convolution.depthwise(64, 1), Convolution.projection(64)),
            Convolution.depthwise(64, 2),
            Convolution.pointwise(128),
            new Residual(Convolution.depthwise(128, 1), Convolution.projection(128)));

    private final Linear dense = Linear.builder().setUnits(Alphabet.size()).build();

    private final SequentialBlock block = new SequentialBlock();

    GlyphNetwork() {
        stages.forEach(stage -> block.add(stage.block()));
        block.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock()).add(dense);
    }

    /** The shape DJL initializes with: {@code [images, 1, SIZE, SIZE]}. */
    static Shape inputShape(int images) {
        return new Shape(images, 1, GlyphRenderer.SIZE, GlyphRenderer.SIZE);
    }

    /** The trainable network: grey levels of {@link #inputShape} to logits {@code [images, classes]}. */
    Block block() {
        return block;
    }

    /** Everything before pooling, in order. */
    List<Stage> stages() {
        return stages;
    }

    /** Weights of the dense layer, {@code [classes, channels]}. */
    float[] denseWeights() {
        return dense.getDirectParameters().get("weight").getArray().toFloatArray();
    }

    /** Bias of the dense layer, one value per class. */
    float[] denseBias() {
        return dense.getDirectParameters().get("bias").getArray().toFloatArray();
    }
}
