// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.tensor.Tensor;
import java.util.List;

/** Refuses graphs whose wiring cannot run. */
final class GraphChecker {
    private final String name;
    private final List<Tensor> tensors;
    private final boolean[] known;

    private GraphChecker(String name, List<Tensor> tensors) {
        this.name = name;
        this.tensors = tensors;
        this.known = new boolean[tensors.size()];
    }

    static void check(String name, List<Tensor> tensors, List<Operator> operators, List<Integer> inputs,
            List<Integer> outputs) {
        GraphChecker checker = new GraphChecker(name, tensors);
        for (int i = 0; i < tensors.size(); i++) {
            checker.known[i] = tensors.get(i).isConstant();
        }
        for (int input : inputs) {
            checker.define(-1, "graph input", input);
        }
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            String kind = operator.kind();
            for (int input : operator.inputs()) {
                checker.use(i, kind, input);
            }
            checker.define(i, kind, operator.output());
        }
        for (int output : outputs) {
            checker.use(-1, "graph output", output);
        }
    }

    private void define(int operator, String kind, int tensor) {
        range(operator, kind, tensor);
        if (known[tensor]) {
            throw error(operator, kind, "writes tensor " + tensor + " " + tensors.get(tensor)
                    + ", which is a constant or already written");
        }
        known[tensor] = true;
    }

    private void use(int operator, String kind, int tensor) {
        range(operator, kind, tensor);
        if (!known[tensor]) {
            throw error(operator, kind, "reads tensor " + tensor + " " + tensors.get(tensor)
                    + ", which no earlier operator writes");
        }
    }

    private void range(int operator, String kind, int tensor) {
        if (tensor < 0 || tensor >= tensors.size()) {
            throw error(operator, kind, "names tensor " + tensor + ", but the model has " + tensors.size());
        }
    }

    /** {@code operator}: -1 for what is none. */
    private ModelException error(int operator, String kind, String problem) {
        return new ModelException(name, (operator < 0 ? "" : "operator " + operator + " ") + kind + " " + problem);
    }
}
