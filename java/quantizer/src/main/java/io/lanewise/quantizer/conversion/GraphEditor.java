// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The next graph while a pass makes it: starts with the old one's tensors, inputs and outputs, and no operators. */
final class GraphEditor {
    private final Graph original;
    private final List<Tensor> tensors;
    private final List<Operator> operators = new ArrayList<>();
    private final List<Integer> inputs;
    private final List<Integer> outputs;

    GraphEditor(Graph graph) {
        this.original = graph;
        this.tensors = new ArrayList<>(graph.tensors());
        this.inputs = new ArrayList<>(graph.inputs());
        this.outputs = new ArrayList<>(graph.outputs());
    }

    Tensor tensor(int index) {
        return tensors.get(index);
    }

    /** Appends a tensor; returns its index. */
    int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    void replace(int index, Tensor tensor) {
        tensors.set(index, tensor);
    }

    /** Gives a tensor a quantization and leaves it else as it is. */
    void quantize(int index, Quantization quantization) {
        Tensor tensor = tensor(index);
        replace(index, new Tensor(tensor.name(), tensor.type(), tensor.shape(), quantization, tensor.data()));
    }

    /** Operators so far; passes append to it and may replace earlier ones. */
    List<Operator> operators() {
        return operators;
    }

    List<Integer> inputs() {
        return inputs;
    }

    List<Integer> outputs() {
        return outputs;
    }

    Graph graph() {
        return original.with(tensors, operators, inputs, outputs);
    }
}
