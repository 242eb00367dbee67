// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.convolution;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.convolution.Conv2dF32;
import io.lanewise.instructions.convolution.Conv2dS16;
import io.lanewise.instructions.convolution.Conv2dS8;
import io.lanewise.instructions.movement.StridedCopy;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;

/**
 * Transposed 2-D convolution, NHWC, weights [output channels, kernel height, kernel width, input channels], optional
 * bias [output channels] ({@code bias} is -1 without), then the fused activation. Input cell (y, x) adds its products
 * to output cells {@code (y * strideHeight - paddingTop + i, x * strideWidth - paddingLeft + j)} where they exist
 * (TFLite's {@code TransposeConv}).
 *
 * @param window how the convolution that leads back, from output to input, moves; without dilation, its padding less
 *     than its kernel. The padding below and to the right says nothing: the output's shape does
 */
public record TransposeConv(int input, int weights, int bias, int output, Window window, Activation activation)
        implements WeightedOperator {

    @Override
    public int channelAxis() {
        return 0;
    }

    @Override
    public TransposeConv with(int input, int weights, int bias, int output, Activation activation) {
        return new TransposeConv(input, weights, bias, output, window, activation);
    }

    @Override
    public String kind() {
        return "TRANSPOSE_CONV";
    }

    /** Every input cell meets all weights. */
    @Override
    public long macs(Graph graph) {
        Shape image = graph.tensor(input).shape();
        return (long) image.elements()
                / image.dim(-1)
                * graph.tensor(weights).shape().elements();
    }

    /** Of another batch; the size of images is the output's own. */
    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        int[] dims = graph.tensor(output).shape().dims();
        dims[0] = shapes.get(0).dim(0);
        return List.of(Shape.of(dims));
    }

    /**
     * Output cells that lie a stride apart are sums over the same input cells, so all
     * {@code strideHeight * strideWidth} phases of a place are the channels of one convolution, whose result is then
     * laid out. A phase of fewer weights than another has zeros for them: a float that is not finite becomes NaN there.
     */
    @Override
    public void lower(Lowering lowering) {
        Layer layer = layer(lowering);
        Require.that(!isDynamicRange(lowering.graph()), "int8 weights of float activations need a DEQUANTIZE in front");
        Phases phases = Phases.of(layer, window);
        Tensor laid = phases.result(layer.output());
        Layer each = phases.layer(layer, Weights.of(layer), laid);
        Weights values = Weights.of(each);
        int result = lowering.temporary(laid);
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new Conv2dF32(phases.geometry(), values, activation);
                    case INT16 -> new Conv2dS16(phases.geometry(), values, Requantization.of(each, values));
                    case INT8 -> new Conv2dS8(phases.geometry(), values, lowering.requantization(each, values, output));
                },
                List.of(input),
                List.of(result));
        if (phases.isExact()) {
            lowering.emit(new StridedCopy(phases.view(), laid.type()), List.of(result), List.of(output));
            return;
        }
        int whole = lowering.temporary(phases.whole(layer.output()));
        lowering.emit(new StridedCopy(phases.view(), laid.type()), List.of(result), List.of(whole));
        lowering.emit(new StridedCopy(phases.cut(), laid.type()), List.of(whole), List.of(output));
    }
}
