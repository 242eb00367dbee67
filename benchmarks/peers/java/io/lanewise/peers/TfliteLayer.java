// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A layer as a model for Lanewise and TensorFlow Lite. */
final class TfliteLayer {
    private static final Quantization INPUT = Quantization.perTensor(Layer.INPUT_SCALE, Layer.INPUT_ZERO_POINT);

    private TfliteLayer() {
    }

    static Graph graph(Layer layer) {
        Quantization output = Quantization.perTensor(layer.outputScale, Layer.OUTPUT_ZERO_POINT);
        List<Tensor> tensors = List.of(
                new Tensor("input", DataType.INT8, activation(layer, layer.channels), INPUT, null),
                new Tensor("weights", DataType.INT8, weightShape(layer), weightScales(layer), weights(layer)),
                new Tensor("bias", DataType.INT32, Shape.of(layer.outputs), biasScales(layer), bias(layer)),
                new Tensor("output", DataType.INT8, activation(layer, layer.outputs), output, null));
        return new Graph(layer.id(), tensors, List.of(operator(layer)), List.of(0), List.of(3));
    }

    private static Operator operator(Layer layer) {
        Window window = Window.same(layer.kernel, layer.kernel, 1, 1, 1, 1, layer.size, layer.size);
        return switch (layer.kind) {
            case CONV -> new Conv2d(0, 1, 2, 3, window, Activation.RELU);
            case DEPTHWISE -> new DepthwiseConv2d(0, 1, 2, 3, window, Activation.RELU);
            case DENSE -> new FullyConnected(0, 1, 2, 3, Activation.RELU, false);
        };
    }

    private static Shape activation(Layer layer, int channels) {
        return layer.kind == Layer.Kind.DENSE
                ? Shape.of(layer.size, channels)
                : Shape.of(1, layer.size, layer.size, channels);
    }

    private static Shape weightShape(Layer layer) {
        return switch (layer.kind) {
            case CONV -> Shape.of(layer.outputs, layer.kernel, layer.kernel, layer.channels);
            case DEPTHWISE -> Shape.of(1, layer.kernel, layer.kernel, layer.outputs);
            case DENSE -> Shape.of(layer.outputs, layer.channels);
        };
    }

    // TFLite's depthwise weights have their channels last.
    private static ByteBuffer weights(Layer layer) {
        ByteBuffer data = ByteBuffer.allocate(layer.weights.length);
        int taps = layer.weights.length / layer.outputs;
        for (int i = 0; i < layer.weights.length; i++) {
            data.put(layer.kind == Layer.Kind.DEPTHWISE ? i % taps * layer.outputs + i / taps : i, layer.weights[i]);
        }
        return data;
    }

    private static ByteBuffer bias(Layer layer) {
        ByteBuffer data = ByteBuffer.allocate(layer.outputs * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(layer.bias);
        return data;
    }

    private static Quantization weightScales(Layer layer) {
        return scales(layer, layer.kind == Layer.Kind.DEPTHWISE ? 3 : 0, 1);
    }

    private static Quantization biasScales(Layer layer) {
        return scales(layer, 0, Layer.INPUT_SCALE);
    }

    private static Quantization scales(Layer layer, int axis, float factor) {
        float[] scales = layer.weightScales.clone();
        for (int i = 0; i < scales.length; i++) {
            scales[i] *= factor;
        }
        return scales.length == 1 ? Quantization.perTensor(scales[0], 0)
                : Quantization.perChannel(scales, new int[scales.length], axis);
    }
}
