// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.quantizer.conversion.BiasQuantizer;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;

/** Gives every CONV_2D without a bias one of zeros: TFLite refuses the file without, whatever the type. */
final class ZeroBias {
    private final Graph graph;
    private final GraphEditor editor;

    private ZeroBias(Graph graph) {
        this.graph = graph;
        this.editor = GraphEditor.withoutOperators(graph);
    }

    /**
     * The same function. DEPTHWISE_CONV_2D and FULLY_CONNECTED may lack a bias in a file, too, and stay as they are.
     */
    static Graph insert(Graph graph) {
        ZeroBias pass = new ZeroBias(graph);
        graph.operators().forEach(operator -> pass.editor.add(pass.rewrite(operator)));
        return pass.editor.graph();
    }

    private Operator rewrite(Operator operator) {
        return operator instanceof Conv2d conv && conv.bias() < 0
                ? conv.with(conv.input(), conv.weights(), zeros(conv), conv.output(), conv.activation())
                : operator;
    }

    private int zeros(Conv2d conv) {
        DataType activations = graph.tensor(conv.input()).type();
        DataType type = switch (activations) {
            case FLOAT32 -> DataType.FLOAT32;
            case INT16 -> DataType.INT64;
            default -> DataType.INT32;
        };
        Quantization quantization = type == DataType.FLOAT32
                ? null
                : BiasQuantizer.quantization(
                        graph.tensor(conv.input()).quantization().scale(),
                        graph.tensor(conv.weights()).quantization());
        Shape channels = Shape.of(graph.tensor(conv.weights()).shape().dim(conv.channelAxis()));
        return editor.add(new Tensor(
                graph.tensor(conv.output()).name() + "/bias", type, channels, quantization, ByteBuffer.allocate((int)
                        type.bytes(channels.elements()))));
    }
}
