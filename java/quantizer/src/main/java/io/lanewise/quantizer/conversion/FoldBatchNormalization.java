// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Add;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Mul;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a factor and an addend for each channel, which is what batch normalization is in an inference, part of the weights
 * and the bias before them. That saves two passes over the values, and their two roundings in int8.
 */
public final class FoldBatchNormalization {

    /** What a weighted operator has, whatever its kind. {@code axis}: of the weights' output channels. */
    private record Layer(int input, int weights, int bias, int output, Activation activation, int axis) {
    }

    private final Graph graph;
    private final Uses uses;
    private final GraphEditor editor;
    private final Map<Integer, Integer> places = new HashMap<>();

    private FoldBatchNormalization(Graph graph) {
        this.graph = graph;
        this.uses = new Uses(graph);
        this.editor = new GraphEditor(graph);
    }

    /** The same function with every such MUL and ADD folded whose input nobody else reads. Tensors keep their indices. */
    public static Graph apply(Graph graph) {
        FoldBatchNormalization pass = new FoldBatchNormalization(graph);
        for (Operator operator : graph.operators()) {
            pass.add(operator);
        }
        return pass.editor.graph();
    }

    private void add(Operator operator) {
        if (operator instanceof Mul mul && (fold(mul.left(), mul.right(), mul.output(), mul.activation(), true)
                || fold(mul.right(), mul.left(), mul.output(), mul.activation(), true))) {
            return;
        }
        if (operator instanceof Add add && (fold(add.left(), add.right(), add.output(), add.activation(), false)
                || fold(add.right(), add.left(), add.output(), add.activation(), false))) {
            return;
        }
        places.put(operator.output(), editor.operators().size());
        editor.operators().add(operator);
    }

    private boolean fold(int value, int constant, int output, Activation activation, boolean multiplies) {
        Integer place = places.get(value);
        Operator producer = place == null ? null : editor.operators().get(place);
        Layer layer = producer == null ? null : layer(producer);
        if (layer == null || layer.activation != Activation.NONE || uses.readers(value) != 1
                || !graph.tensor(output).shape().equals(graph.tensor(value).shape())) {
            return false;
        }
        int channels = graph.tensor(value).shape().dim(-1);
        float[] each = perChannel(graph.tensor(constant), channels);
        if (each == null || !isFloatConstant(layer.weights) || layer.bias >= 0 && !isFloatConstant(layer.bias)) {
            return false;
        }
        int weights = multiplies ? scaled(layer.weights, each, layer.axis) : layer.weights;
        int bias = multiplies && layer.bias < 0 ? -1 : bias(layer.bias, each, multiplies, graph.tensor(output).name());
        editor.operators().set(place, rebuilt(producer, weights, bias, output, activation));
        places.put(output, place);
        return true;
    }

    private static Layer layer(Operator operator) {
        if (operator instanceof Conv2d o) {
            return new Layer(o.input(), o.weights(), o.bias(), o.output(), o.activation(), 0);
        }
        if (operator instanceof DepthwiseConv2d o) {
            return new Layer(o.input(), o.weights(), o.bias(), o.output(), o.activation(), 3);
        }
        return operator instanceof FullyConnected o
                ? new Layer(o.input(), o.weights(), o.bias(), o.output(), o.activation(), 0) : null;
    }

    private static Operator rebuilt(Operator operator, int weights, int bias, int output, Activation activation) {
        if (operator instanceof Conv2d o) {
            return new Conv2d(o.input(), weights, bias, output, o.window(), activation);
        }
        if (operator instanceof DepthwiseConv2d o) {
            return new DepthwiseConv2d(o.input(), weights, bias, output, o.window(), activation);
        }
        FullyConnected o = (FullyConnected) operator;
        return new FullyConnected(o.input(), weights, bias, output, activation, o.keepDims());
    }

    /** One number for each channel from a constant [.., 1, C] or of one element; null of any other. */
    private float[] perChannel(Tensor constant, int channels) {
        Shape shape = constant.shape();
        boolean single = shape.elements() == 1;
        if (!constant.isConstant() || constant.type() != DataType.FLOAT32
                || !single && (shape.elements() != channels || shape.dim(-1) != channels)) {
            return null;
        }
        float[] values = Operands.floats(constant);
        float[] each = new float[channels];
        for (int c = 0; c < channels; c++) {
            each[c] = values[single ? 0 : c];
        }
        return each;
    }

    private boolean isFloatConstant(int tensor) {
        return editor.tensor(tensor).isConstant() && editor.tensor(tensor).type() == DataType.FLOAT32;
    }

    private int scaled(int weights, float[] factors, int axis) {
        Tensor tensor = editor.tensor(weights);
        float[] values = Operands.floats(tensor);
        int inner = axis == 3 ? 1 : values.length / factors.length;
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i / inner % factors.length];
        }
        return constant(tensor.name(), values, tensor.shape());
    }

    private int bias(int bias, float[] each, boolean multiplies, String name) {
        float[] values = bias < 0 ? new float[each.length] : Operands.floats(editor.tensor(bias));
        for (int c = 0; c < values.length; c++) {
            values[c] = multiplies ? values[c] * each[c] : values[c] + each[c];
        }
        return constant(bias < 0 ? name + "/bias" : editor.tensor(bias).name(), values, Shape.of(values.length));
    }

    private int constant(String name, float[] values, Shape shape) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return editor.add(new Tensor(name, DataType.FLOAT32, shape, null, data));
    }
}
