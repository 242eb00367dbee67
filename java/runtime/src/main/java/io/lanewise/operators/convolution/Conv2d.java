// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.convolution;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.convolution.Conv2dF32;
import io.lanewise.instructions.convolution.Conv2dS16;
import io.lanewise.instructions.convolution.Conv2dS8;
import io.lanewise.instructions.convolution.DynamicConv2dF32;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * 2-D convolution, NHWC, weights [output channels, kernel height, kernel width, input channels / groups], optional
 * bias [output channels] ({@code bias} is -1 without), then the fused activation. The number of groups is the input's
 * channels divided by the weights'.
 */
public record Conv2d(int input, int weights, int bias, int output, Window window, Activation activation)
        implements WeightedOperator {

    @Override
    public int channelAxis() {
        return 0;
    }

    @Override
    public Conv2d with(int input, int weights, int bias, int output, Activation activation) {
        return new Conv2d(input, weights, bias, output, window, activation);
    }

    @Override
    public String kind() {
        return "CONV_2D";
    }

    @Override
    public boolean hasDynamicRangeForm() {
        return true;
    }

    @Override
    public boolean takesInt4Weights(DataType activations) {
        return true;
    }

    @Override
    public Optional<WindowGeometry> windows(Graph graph) {
        return Optional.of(WindowGeometry.ofConvolution(layer(graph), window));
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(window.over(shapes.get(0), shapes.get(1).dim(0)));
    }

    @Override
    public void lower(Lowering lowering) {
        Layer layer = layer(lowering);
        WindowGeometry geometry = WindowGeometry.ofConvolution(layer, window);
        Arithmetic arithmetic = lowering.arithmetic();
        Weights values = Weights.of(layer);
        if (isDynamicRange(lowering.graph())) {
            DynamicScaling scaling = DynamicScaling.ofConvolution(layer, values, geometry.groups());
            lowering.emit(new DynamicConv2dF32(geometry, values, scaling, activation));
            return;
        }
        lowering.emit(
                switch (arithmetic) {
                    case FLOAT32 -> new Conv2dF32(geometry, values, activation);
                    case INT16 -> new Conv2dS16(geometry, values, Requantization.of(layer, values));
                    case INT8 -> new Conv2dS8(geometry, values, lowering.requantization(layer, values, output));
                });
    }
}
