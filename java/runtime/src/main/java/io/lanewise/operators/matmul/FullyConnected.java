// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.matmul;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.DynamicScaling;
import io.lanewise.instructions.FloatRequantization;
import io.lanewise.instructions.FullyConnectedRequantization;
import io.lanewise.instructions.Layer;
import io.lanewise.instructions.Weights;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.convolution.Conv2dS8;
import io.lanewise.instructions.matmul.DynamicFullyConnectedF32;
import io.lanewise.instructions.matmul.FullyConnectedF32;
import io.lanewise.instructions.matmul.FullyConnectedS16;
import io.lanewise.instructions.matmul.FullyConnectedS8;
import io.lanewise.instructions.matmul.FullyConnectedShape;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Dense layer: input seen as [rows, input channels], weights [output channels, input channels], optional bias
 * [output channels] ({@code bias} is -1 without), then the fused activation. {@code keepDims} keeps the input's outer
 * dimensions instead of folding them into rows. {@code asymmetricInputs} matters to float activations with integer
 * weights, whose rows are quantized at run time: each with a zero point of its own, or with 0.
 */
public record FullyConnected(
        int input, int weights, int bias, int output, Activation activation, boolean keepDims, boolean asymmetricInputs)
        implements WeightedOperator {

    /** A dense layer whose rows, were they quantized at run time, had zero point 0. */
    public FullyConnected(int input, int weights, int bias, int output, Activation activation, boolean keepDims) {
        this(input, weights, bias, output, activation, keepDims, false);
    }

    @Override
    public int channelAxis() {
        return 0;
    }

    @Override
    public FullyConnected with(int input, int weights, int bias, int output, Activation activation) {
        return new FullyConnected(input, weights, bias, output, activation, keepDims, asymmetricInputs);
    }

    @Override
    public String kind() {
        return "FULLY_CONNECTED";
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
        return Optional.of(rows(FullyConnectedShape.of(layer(graph))));
    }

    private static WindowGeometry rows(FullyConnectedShape shape) {
        return WindowGeometry.ofRows(shape.rows(), shape.inputChannels(), shape.outputChannels());
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape weightShape = shapes.get(1);
        if (keepDims) {
            int[] dims = shapes.get(0).dims();
            dims[dims.length - 1] = weightShape.dim(0);
            return List.of(Shape.of(dims));
        }
        return List.of(Shape.of(shapes.get(0).elements() / weightShape.dim(1), weightShape.dim(0)));
    }

    @Override
    public void lower(Lowering lowering) {
        Layer layer = layer(lowering);
        FullyConnectedShape shape = FullyConnectedShape.of(layer);
        Arithmetic arithmetic = lowering.arithmetic();
        Weights values = Weights.of(layer);
        if (isDynamicRange(lowering.graph())) {
            DynamicScaling scaling =
                    DynamicScaling.of(layer, values, asymmetricInputs, DynamicScaling.Order.SCALES_FIRST);
            lowering.emit(new DynamicFullyConnectedF32(shape, values, scaling, activation));
            return;
        }
        lowering.emit(
                switch (arithmetic) {
                    case FLOAT32 -> new FullyConnectedF32(shape, values, activation);
                    case INT16 ->
                        new FullyConnectedS16(shape, values, FullyConnectedRequantization.of(layer, values, false));
                    case INT8 ->
                        lowering.graph().rounding() == Rounding.ONNX
                                // ONNX scales the sums of all layers alike, which TFLite does not.
                                ? new Conv2dS8(rows(shape), values, FloatRequantization.of(layer, values))
                                : new FullyConnectedS8(
                                        shape,
                                        values,
                                        FullyConnectedRequantization.of(layer, values, lowering.isUnsigned(output)));
                });
    }
}
