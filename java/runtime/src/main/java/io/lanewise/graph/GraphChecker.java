// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

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
            checker.define("graph input", input);
        }
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            String where = "operator " + i + " " + operator.kind();
            for (int input : operator.inputs()) {
                checker.use(where, input);
            }
            checker.define(where, operator.output());
        }
        for (int output : outputs) {
            checker.use("graph output", output);
        }
    }

    private void define(String where, int tensor) {
        range(where, tensor);
        if (known[tensor]) {
            throw new ModelException(name, where + " writes tensor " + tensor + " " + tensors.get(tensor)
                    + ", which is a constant or already written");
        }
        known[tensor] = true;
    }

    private void use(String where, int tensor) {
        range(where, tensor);
        if (!known[tensor]) {
            throw new ModelException(name, where + " reads tensor " + tensor + " " + tensors.get(tensor)
                    + ", which no earlier operator writes");
        }
    }

    private void range(String where, int tensor) {
        if (tensor < 0 || tensor >= tensors.size()) {
            throw new ModelException(name, where + " names tensor " + tensor + ", but the model has " + tensors.size());
        }
    }
}
