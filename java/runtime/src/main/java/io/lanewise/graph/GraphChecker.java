// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Objects;

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

    static void check(
            String name,
            List<Tensor> tensors,
            List<Operator> operators,
            List<Integer> inputs,
            List<Integer> outputs,
            List<Variable> variables) {
        GraphChecker checker = new GraphChecker(name, tensors);
        for (int i = 0; i < tensors.size(); i++) {
            checker.known[i] = tensors.get(i).isConstant();
        }
        for (int input : inputs) {
            checker.define(-1, "graph input", input);
        }
        for (Variable variable : variables) {
            checker.define(-1, "variable", variable.tensor());
        }
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            String kind = operator.kind();
            for (int input : operator.inputs()) {
                checker.use(i, kind, input);
            }
            for (int output : operator.outputs()) {
                checker.define(i, kind, output);
            }
        }
        for (int output : outputs) {
            checker.use(-1, "graph output", output);
        }
        for (Variable variable : variables) {
            checker.use(-1, "variable", variable.next());
            checker.next(variable, variables);
            checker.initial(variable);
        }
    }

    private void define(int operator, String kind, int tensor) {
        range(operator, kind, tensor);
        if (known[tensor]) {
            throw error(
                    operator,
                    kind,
                    "writes tensor " + tensor + " " + tensors.get(tensor) + ", which is a constant or already written");
        }
        known[tensor] = true;
    }

    /** Variables are written one after the other, so none may be made of another's old value. */
    private void next(Variable variable, List<Variable> variables) {
        Tensor kept = tensors.get(variable.tensor());
        Tensor next = tensors.get(variable.next());
        boolean fits = kept.type() == next.type()
                && kept.shape().equals(next.shape())
                && Objects.equals(kept.quantization(), next.quantization());
        if (!fits || variables.stream().anyMatch(other -> other.tensor() == variable.next())) {
            throw error(-1, "variable", kept + " cannot be made of " + next);
        }
    }

    private void initial(Variable variable) {
        if (variable.initial() == Variable.REAL_ZERO) {
            return;
        }
        range(-1, "variable", variable.initial());
        Tensor kept = tensors.get(variable.tensor());
        Tensor initial = tensors.get(variable.initial());
        if (!initial.isConstant()
                || kept.type() != initial.type()
                || !kept.shape().equals(initial.shape())) {
            throw error(-1, "variable", kept + " cannot begin with " + initial);
        }
    }

    private void use(int operator, String kind, int tensor) {
        range(operator, kind, tensor);
        if (!known[tensor]) {
            throw error(
                    operator,
                    kind,
                    "reads tensor " + tensor + " " + tensors.get(tensor) + ", which no earlier operator writes");
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
