// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.lanewise.glyphs.training.FoldedConvolution.Statistics;

/**
 * A convolution without bias, batch normalization, and ReLU6 where {@code clamped}.
 *
 * <p>Padding is TFLite's SAME. On the even sizes of this network that is one pixel on every side for stride 1, but one
 * pixel right and below, none left and above, for stride 2; PyTorch pads evenly, hence the explicit padding.
 */
final class Convolution implements Stage {

    /** Added to the variance; DJL's default, stated because folding needs it too. */
    private static final float EPSILON = 1e-5f;

    private final int kernel;
    private final int stride;
    private final boolean depthwise;
    private final boolean clamped;
    private final Conv2d convolution;
    private final BatchNorm normalization =
            BatchNorm.builder().optEpsilon(EPSILON).build();
    private final SequentialBlock block = new SequentialBlock();

    private Convolution(int outputs, int kernel, int stride, boolean depthwise, boolean clamped) {
        this.kernel = kernel;
        this.stride = stride;
        this.depthwise = depthwise;
        this.clamped = clamped;
        int even = stride == 1 ? kernel / 2 : 0;
        convolution = Conv2d.builder()
                .setFilters(outputs)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(even, even))
                .optGroups(depthwise ? outputs : 1)
                .optBias(false)
                .build();
        if (stride == 2) {
            int after = kernel - stride;
            block.add(LambdaBlock.singleton(x -> x.pad(new Shape(0, after, 0, after), 0)));
        }
        block.add(convolution).add(normalization);
        if (clamped) {
            block.add(LambdaBlock.singleton(x -> x.clip(0, 6)));
        }
    }

    /** A full convolution over all channels. */
    static Convolution full(int outputs, int kernel, int stride) {
        return new Convolution(outputs, kernel, stride, false, true);
    }

    /** A 3x3 convolution of every channel by itself. */
    static Convolution depthwise(int channels, int stride) {
        return new Convolution(channels, 3, stride, true, true);
    }

    /** A 1x1 convolution with ReLU6. */
    static Convolution pointwise(int outputs) {
        return new Convolution(outputs, 1, 1, false, true);
    }

    /** A 1x1 convolution without activation, the end of a residual branch. */
    static Convolution projection(int outputs) {
        return new Convolution(outputs, 1, 1, false, false);
    }

    @Override
    public Block block() {
        return block;
    }

    int stride() {
        return stride;
    }

    boolean isDepthwise() {
        return depthwise;
    }

    boolean isClamped() {
        return clamped;
    }

    /** The trained convolution and its batch normalization as one convolution with bias. */
    FoldedConvolution fold() {
        ParameterList normalizations = normalization.getDirectParameters();
        Statistics statistics = new Statistics(
                values(normalizations, "gamma"),
                values(normalizations, "beta"),
                values(normalizations, "runningMean"),
                values(normalizations, "runningVar"),
                EPSILON);
        float[] weights = values(convolution.getDirectParameters(), "weight");
        return depthwise
                ? FoldedConvolution.depthwise(weights, kernel, statistics)
                : FoldedConvolution.full(weights, kernel, statistics);
    }

    private static float[] values(ParameterList parameters, String name) {
        return parameters.get(name).getArray().toFloatArray();
    }
}
