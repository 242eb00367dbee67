// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/** Operators over images, which ONNX has channels first. */
record WindowNodes(Nodes nodes, DenseNodes dense) {

    Result conv2d(Conv2d operator) {
        int groups = nodes.shape(operator.input()).dim(3) / nodes.shape(operator.weights()).dim(3);
        String weights = nodes.values().get(operator.weights(), Order.CHANNELS_FIRST);
        return convolution(operator, operator.window(), operator.activation(), weights, groups);
    }

    /** A convolution of as many groups as input channels; its weights are [output channels, 1, height, width] in the file. */
    Result depthwiseConv2d(DepthwiseConv2d operator) {
        String weights = nodes.values().get(operator.weights(), Order.of(3, 0, 1, 2));
        return convolution(operator, operator.window(), operator.activation(), weights,
                nodes.shape(operator.input()).dim(3));
    }

    private Result convolution(Operator operator, Window window, Activation activation, String weights, int groups) {
        List<String> inputs = new ArrayList<>();
        inputs.add(nodes.reals(operator.inputs().get(0), Order.CHANNELS_FIRST));
        inputs.add(nodes.quantization().channels(operator.inputs().get(1), weights));
        dense.bias(operator).ifPresent(inputs::add);
        String sum = nodes.node(operator, "Conv", inputs, kernel(window), strides(window), pads(window),
                Attributes.integers("dilations", window.dilationHeight(), window.dilationWidth()),
                Attributes.integer("group", groups));
        return nodes.store(operator, activation, sum, Order.CHANNELS_FIRST);
    }

    /** Of AveragePool, {@code count_include_pad} is 0 unless said. */
    Result pool(Operator operator, String type, Window window, Activation activation) {
        String pooled = nodes.node(operator, type, List.of(nodes.reals(operator.inputs().get(0), Order.CHANNELS_FIRST)),
                kernel(window), strides(window), pads(window));
        return nodes.store(operator, activation, pooled, Order.CHANNELS_FIRST);
    }

    private static AttributeProto kernel(Window window) {
        return Attributes.integers("kernel_shape", window.kernelHeight(), window.kernelWidth());
    }

    private static AttributeProto strides(Window window) {
        return Attributes.integers("strides", window.strideHeight(), window.strideWidth());
    }

    private static AttributeProto pads(Window window) {
        return Attributes.integers("pads", window.paddingTop(), window.paddingLeft(), window.paddingBottom(),
                window.paddingRight());
    }

    /**
     * Nearest cells as TFLite chooses them: {@code floor(i * in / out)}, {@code floor((i + 0.5) * in / out)}, which is the
     * half-pixel place rounded up, or the aligned place rounded up.
     */
    Result resize(Resize operator) {
        boolean asymmetric = !operator.alignCorners() && !operator.halfPixelCenters();
        String places = operator.alignCorners() ? "align_corners" : asymmetric ? "asymmetric" : "half_pixel";
        String sizes = nodes.integers(operator, "sizes", Order.CHANNELS_FIRST.apply(nodes.shape(operator.output())));
        String resized = nodes.node(operator, "Resize",
                List.of(nodes.reals(operator.input(), Order.CHANNELS_FIRST), "", "", sizes),
                Attributes.string("mode", operator.method() == ResizeMethod.NEAREST ? "nearest" : "linear"),
                Attributes.string("coordinate_transformation_mode", places),
                Attributes.string("nearest_mode", asymmetric ? "floor" : "round_prefer_ceil"));
        return nodes.store(operator, resized, Order.CHANNELS_FIRST);
    }
}
