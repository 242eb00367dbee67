// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.quantization.Int8;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Makes every tensor with a quantization int8, and weights and biases of the operators int8 and int32. */
final class ConvertTensors {

    /** A constant in one quantized form; operators that need the same form share the tensor. */
    private record Form(int constant, DataType type, Quantization quantization) {
    }

    private final Graph graph;
    private final boolean perChannelDense;
    private final GraphEditor editor;
    private final Map<Form, Integer> forms = new HashMap<>();

    private ConvertTensors(Graph graph, boolean perChannelDense) {
        this.graph = graph;
        this.perChannelDense = perChannelDense;
        this.editor = new GraphEditor(graph);
    }

    /** {@code perChannelDense}: whether FULLY_CONNECTED has a scale for each output channel, or one for all. */
    static Graph apply(Graph graph, boolean perChannelDense) {
        ConvertTensors pass = new ConvertTensors(graph, perChannelDense);
        for (int i = 0; i < graph.tensors().size(); i++) {
            Tensor tensor = graph.tensor(i);
            if (tensor.quantization() != null) {
                ByteBuffer data = tensor.isConstant() ? values(tensor) : null;
                pass.editor.replace(i, new Tensor(tensor.name(), DataType.INT8, tensor.shape(), tensor.quantization(), data));
            }
        }
        for (Operator operator : graph.operators()) {
            pass.editor.operators().add(pass.convert(operator));
        }
        return pass.editor.graph();
    }

    private static ByteBuffer values(Tensor constant) {
        float[] floats = Operands.floats(constant);
        ByteBuffer values = ByteBuffer.allocate(floats.length);
        for (float value : floats) {
            values.put(Int8.quantize(value, constant.quantization().scale(), constant.quantization().zeroPoint()));
        }
        return values.flip();
    }

    private Operator convert(Operator operator) {
        if (operator instanceof Conv2d o) {
            int weights = weights(o.input(), o.weights(), o.bias(), 0);
            return new Conv2d(o.input(), weights, bias(o.input(), weights, o.bias()), o.output(), o.window(),
                    o.activation());
        }
        if (operator instanceof DepthwiseConv2d o) {
            int weights = weights(o.input(), o.weights(), o.bias(), 3);
            return new DepthwiseConv2d(o.input(), weights, bias(o.input(), weights, o.bias()), o.output(), o.window(),
                    o.activation());
        }
        if (operator instanceof FullyConnected o) {
            int weights = weights(o.input(), o.weights(), o.bias(), perChannelDense ? 0 : -1);
            return new FullyConnected(o.input(), weights, bias(o.input(), weights, o.bias()), o.output(), o.activation(),
                    o.keepDims());
        }
        return operator;
    }

    /** The int8 form of weights with a scale for each slice along {@code axis}, or one for all if it is -1. */
    private int weights(int input, int weights, int bias, int axis) {
        Tensor tensor = graph.tensor(weights);
        int channels = axis < 0 ? 1 : tensor.shape().dim(axis);
        int inner = axis == 3 ? 1 : tensor.shape().elements() / channels;
        WeightQuantizer quantizer = new WeightQuantizer(Operands.floats(tensor), channels, inner);
        if (bias >= 0) {
            quantizer.fitBias(Operands.floats(graph.tensor(bias)), graph.tensor(input).quantization().scale());
        }
        return form(weights, DataType.INT8, quantizer.quantization(axis), ByteBuffer.wrap(quantizer.values()));
    }

    /** The int32 form of a bias; {@code weights} is the converted tensor. */
    private int bias(int input, int weights, int bias) {
        if (bias < 0) {
            return bias;
        }
        Quantization quantization = BiasQuantizer.quantization(graph.tensor(input).quantization().scale(),
                editor.tensor(weights).quantization());
        int[] values = BiasQuantizer.values(Operands.floats(graph.tensor(bias)), quantization);
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return form(bias, DataType.INT32, quantization, data);
    }

    private int form(int constant, DataType type, Quantization quantization, ByteBuffer data) {
        Tensor tensor = graph.tensor(constant);
        return forms.computeIfAbsent(new Form(constant, type, quantization),
                form -> editor.add(new Tensor(tensor.name(), type, tensor.shape(), quantization, data)));
    }
}
