// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The next form of a quantized model while a pass makes it: starts with the old one's tensors, inputs and outputs, and
 * no operators. Every new tensor says what it stands for.
 */
final class QuantizedEditor {
    private final QuantizedModel model;
    private final GraphEditor graph;
    private final List<QuantizedTensor> tensors;

    QuantizedEditor(QuantizedModel model) {
        this.model = model;
        this.graph = GraphEditor.withoutOperators(model.graph());
        this.tensors = new ArrayList<>(model.tensors());
    }

    Tensor tensor(int index) {
        return graph.tensor(index);
    }

    /** How a tensor's values are quantized; null of weights and the like. */
    OperatorScheme scheme(int index) {
        return tensors.get(index).scheme();
    }

    /** How an operator's results are quantized, and its weights. */
    OperatorScheme scheme(Operator operator) {
        return scheme(operator.outputs().get(0));
    }

    /** Changes how a tensor's values are quantized. */
    void setScheme(int index, OperatorScheme scheme) {
        tensors.set(index, tensors.get(index).with(scheme));
    }

    /** Appends another form of a tensor, to be quantized by the same scheme; returns its index. */
    int add(Tensor tensor, int original) {
        return add(tensor, original, scheme(original));
    }

    /** Appends another form of a tensor; returns its index. */
    int add(Tensor tensor, int original, OperatorScheme scheme) {
        tensors.add(tensors.get(original).with(scheme));
        return graph.add(tensor);
    }

    void replace(int index, Tensor tensor) {
        graph.replace(index, tensor);
    }

    /** Gives a tensor a quantization and leaves it else as it is. */
    void quantize(int index, Quantization quantization) {
        Tensor tensor = tensor(index);
        replace(index, new Tensor(tensor.name(), tensor.type(), tensor.shape(), quantization, tensor.data()));
    }

    void add(Operator operator) {
        graph.add(operator);
    }

    void setInterface(List<Integer> inputs, List<Integer> outputs) {
        graph.setInterface(inputs, outputs);
    }

    QuantizedModel model() {
        return new QuantizedModel(model.source(), graph.graph(), tensors);
    }
}
