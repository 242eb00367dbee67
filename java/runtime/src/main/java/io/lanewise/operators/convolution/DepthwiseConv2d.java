// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.convolution;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.convolution.DepthwiseConv2dF32;
import io.lanewise.instructions.convolution.DepthwiseConv2dS16;
import io.lanewise.instructions.convolution.DepthwiseConv2dS8;
import io.lanewise.instructions.convolution.DynamicDepthwiseConv2dF32;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Depthwise 2-D convolution, NHWC, weights [1, kernel height, kernel width, output channels], optional bias
 * [output channels] ({@code bias} is -1 without), then the fused activation. Output channel c reads input channel
 * c / multiplier, where multiplier is output channels divided by input channels.
 */
public record DepthwiseConv2d(int input, int weights, int bias, int output, Window window, Activation activation)
        implements WeightedOperator {

    @Override
    public int channelAxis() {
        return 3;
    }

    @Override
    public DepthwiseConv2d with(int input, int weights, int bias, int output, Activation activation) {
        return new DepthwiseConv2d(input, weights, bias, output, window, activation);
    }

    @Override
    public String kind() {
        return "DEPTHWISE_CONV_2D";
    }

    @Override
    public boolean hasDynamicRangeForm() {
        return true;
    }

    /** TFLite's int16 kernel takes packed int4 for int8, and its dynamic range has none. */
    @Override
    public boolean takesInt4Weights(DataType activations) {
        return activations == DataType.INT8;
    }

    @Override
    public Optional<WindowGeometry> windows(Graph graph) {
        return Optional.of(WindowGeometry.ofDepthwise(layer(graph), window));
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(window.over(shapes.get(0), shapes.get(1).dim(3)));
    }

    @Override
    public void lower(Lowering lowering) {
        Layer layer = layer(lowering);
        WindowGeometry geometry = WindowGeometry.ofDepthwise(layer, window);
        Arithmetic arithmetic = lowering.arithmetic();
        Weights values = Weights.of(layer);
        if (isDynamicRange(lowering.graph())) {
            DynamicScaling scaling = DynamicScaling.of(layer, values, true, DynamicScaling.Order.SCALES_FIRST);
            lowering.emit(new DynamicDepthwiseConv2dF32(geometry, values, scaling, activation));
            return;
        }
        lowering.emit(
                switch (arithmetic) {
                    case FLOAT32 -> new DepthwiseConv2dF32(geometry, values, activation);
                    case INT16 -> new DepthwiseConv2dS16(geometry, values, Requantization.of(layer, values));
                    case INT8 ->
                        new DepthwiseConv2dS8(geometry, values, lowering.requantization(layer, values, output));
                });
    }
}
