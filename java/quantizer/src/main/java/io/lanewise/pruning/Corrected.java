// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;

/** Gives a layer weights and a bias of its own, whoever shared those that it had. */
final class Corrected {
    private Corrected() {}

    /** The bias of a layer; zeros if it has none. */
    static float[] bias(GraphEditor editor, WeightedOperator layer, int outputs) {
        return layer.bias() < 0
                ? new float[outputs]
                : editor.tensor(layer.bias()).floats();
    }

    static void replace(GraphEditor editor, int operator, float[] weights, float[] bias) {
        WeightedOperator layer = (WeightedOperator) editor.operator(operator);
        Tensor old = editor.tensor(layer.weights());
        String name = layer.bias() < 0
                ? old.name() + "/bias"
                : editor.tensor(layer.bias()).name();
        editor.replace(
                operator,
                layer.with(
                        layer.input(),
                        editor.add(Tensor.constant(old.name(), old.shape(), weights)),
                        editor.add(Tensor.constant(name, Shape.of(bias.length), bias)),
                        layer.output(),
                        layer.activation()));
    }
}
