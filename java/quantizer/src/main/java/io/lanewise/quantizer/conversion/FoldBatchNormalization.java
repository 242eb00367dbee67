// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;

/**
 * Makes a factor and an addend for each channel, which is what batch normalization is in an inference, part of the
 * weights and the bias before them. That saves two passes over the values, and their two roundings in int8.
 */
public final class FoldBatchNormalization {

    private final Graph graph;
    private final Uses uses;
    private final GraphEditor editor;

    private FoldBatchNormalization(Graph graph) {
        this.graph = graph;
        this.uses = new Uses(graph);
        this.editor = GraphEditor.withoutOperators(graph);
    }

    /**
     * {@return the same function with every such MUL and ADD folded whose input nobody else reads} Tensors keep their
     * indices.
     *
     * @param graph of float32, and of whole numbers and truths
     */
    public static Graph apply(Graph graph) {
        FoldBatchNormalization pass = new FoldBatchNormalization(graph);
        for (Operator operator : graph.operators()) {
            pass.add(operator);
        }
        return pass.editor.graph();
    }

    private void add(Operator operator) {
        if (operator instanceof Mul mul
                && (fold(mul.left(), mul.right(), mul.output(), mul.activation(), true)
                        || fold(mul.right(), mul.left(), mul.output(), mul.activation(), true))) {
            return;
        }
        if (operator instanceof Add add
                && (fold(add.left(), add.right(), add.output(), add.activation(), false)
                        || fold(add.right(), add.left(), add.output(), add.activation(), false))) {
            return;
        }
        editor.add(operator);
    }

    private boolean fold(int value, int constant, int output, Activation activation, boolean multiplies) {
        int producer = editor.producer(value);
        if (producer == Uses.NONE
                || !(editor.operator(producer) instanceof WeightedOperator layer)
                || layer.activation() != Activation.NONE
                || uses.readers(value) != 1
                || !graph.tensor(output).shape().equals(graph.tensor(value).shape())) {
            return false;
        }
        int channels = graph.tensor(value).shape().dim(-1);
        float[] each = perChannel(graph.tensor(constant), channels);
        if (each == null
                || !editor.tensor(layer.weights()).isFloatConstant()
                || layer.bias() >= 0 && !editor.tensor(layer.bias()).isFloatConstant()) {
            return false;
        }
        int weights = multiplies ? scaled(layer.weights(), each, layer.channelAxis()) : layer.weights();
        int bias = multiplies && layer.bias() < 0
                ? -1
                : bias(layer.bias(), each, multiplies, graph.tensor(output).name());
        editor.replace(producer, layer.with(layer.input(), weights, bias, output, activation));
        return true;
    }

    /** One number for each channel from a constant [.., 1, C] or of one element; null of any other. */
    private float[] perChannel(Tensor constant, int channels) {
        Shape shape = constant.shape();
        boolean single = shape.elements() == 1;
        if (!constant.isFloatConstant() || !single && (shape.elements() != channels || shape.dim(-1) != channels)) {
            return null;
        }
        float[] values = constant.floats();
        float[] each = new float[channels];
        for (int c = 0; c < channels; c++) {
            each[c] = values[single ? 0 : c];
        }
        return each;
    }

    private int scaled(int weights, float[] factors, int axis) {
        Tensor tensor = editor.tensor(weights);
        float[] values = tensor.floats();
        int inner = axis == 3 ? 1 : values.length / factors.length;
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i / inner % factors.length];
        }
        return put(weights, Tensor.constant(tensor.name(), tensor.shape(), values));
    }

    private int bias(int bias, float[] each, boolean multiplies, String name) {
        float[] values = bias < 0 ? new float[each.length] : editor.tensor(bias).floats();
        for (int c = 0; c < values.length; c++) {
            values[c] = multiplies ? values[c] * each[c] : values[c] + each[c];
        }
        return put(
                bias,
                Tensor.constant(
                        bias < 0 ? name + "/bias" : editor.tensor(bias).name(), Shape.of(values.length), values));
    }

    /**
     * The index of a new tensor: that of the one it is made from if this pass made that too, so that a chain keeps one.
     */
    private int put(int old, Tensor made) {
        if (old < graph.tensors().size()) {
            return editor.add(made);
        }
        editor.replace(old, made);
        return old;
    }
}
