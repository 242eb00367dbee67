// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions over images, which ONNX has channels first. */
record ConvolutionNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Conv2d.class, this::conv2d);
        table.add(DepthwiseConv2d.class, this::depthwiseConv2d);
        table.add(TransposeConv.class, this::transposeConv);
    }

    private Result conv2d(Conv2d operator) {
        int groups = nodes.shape(operator.input()).dim(3)
                / nodes.shape(operator.weights()).dim(3);
        String weights = nodes.values().get(operator.weights(), Order.CHANNELS_FIRST);
        return convolution(operator, operator.window(), operator.activation(), weights, groups);
    }

    /**
     * A convolution of as many groups as input channels; its weights are [output channels, 1, height, width] in the
     * file.
     */
    private Result depthwiseConv2d(DepthwiseConv2d operator) {
        String weights = nodes.values().get(operator.weights(), Order.of(3, 0, 1, 2));
        return convolution(
                operator,
                operator.window(),
                operator.activation(),
                weights,
                nodes.shape(operator.input()).dim(3));
    }

    private Result convolution(Operator operator, Window window, Activation activation, String weights, int groups) {
        List<String> inputs = new ArrayList<>();
        inputs.add(nodes.reals(operator.inputs().get(0), Order.CHANNELS_FIRST));
        inputs.add(nodes.quantization().channels(operator.inputs().get(1), weights));
        nodes.bias(operator).ifPresent(inputs::add);
        String sum = nodes.node(
                operator,
                "Conv",
                inputs,
                WindowAttributes.kernel(window),
                WindowAttributes.strides(window),
                WindowAttributes.pads(window),
                Attributes.integers("dilations", window.dilationHeight(), window.dilationWidth()),
                Attributes.integer("group", groups));
        return nodes.store(operator, activation, sum, Order.CHANNELS_FIRST);
    }

    /** Weights are [input channels, output channels, height, width] in the file. */
    private Result transposeConv(TransposeConv operator) {
        Window window = operator.window();
        Shape image = nodes.shape(operator.input());
        Shape output = nodes.shape(operator.output());
        int below = (image.dim(1) - 1) * window.strideHeight()
                + window.kernelHeight()
                - output.dim(1)
                - window.paddingTop();
        int right =
                (image.dim(2) - 1) * window.strideWidth() + window.kernelWidth() - output.dim(2) - window.paddingLeft();
        List<String> inputs = new ArrayList<>();
        inputs.add(nodes.reals(operator.input(), Order.CHANNELS_FIRST));
        inputs.add(nodes.quantization()
                .channels(operator.weights(), nodes.values().get(operator.weights(), Order.of(3, 0, 1, 2)), 1));
        nodes.bias(operator).ifPresent(inputs::add);
        String sum = nodes.node(
                operator,
                "ConvTranspose",
                inputs,
                WindowAttributes.kernel(window),
                WindowAttributes.strides(window),
                Attributes.integers(
                        "pads", window.paddingTop(), window.paddingLeft(), Math.max(below, 0), Math.max(right, 0)),
                Attributes.integers("output_padding", Math.max(-below, 0), Math.max(-right, 0)));
        return nodes.store(operator, operator.activation(), sum, Order.CHANNELS_FIRST);
    }
}
