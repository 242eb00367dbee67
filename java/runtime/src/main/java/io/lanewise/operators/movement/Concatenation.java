// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.movement.Concatenate;
import io.lanewise.instructions.movement.ConcatenationParameters;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** The inputs side by side along {@code axis} (not negative), then the fused activation. */
public record Concatenation(List<Integer> inputs, int output, int axis, Activation activation) implements Operator {

    public Concatenation {
        inputs = List.copyOf(inputs);
    }

    @Override
    public List<Integer> outputs() {
        return List.of(output);
    }

    @Override
    public Concatenation remap(IntUnaryOperator map) {
        return new Concatenation(
                inputs.stream().map(map::applyAsInt).toList(), map.applyAsInt(output), axis, activation);
    }

    @Override
    public String kind() {
        return "CONCATENATION";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        int[] dims = shapes.get(0).dims();
        Require.that(axis < dims.length, "axis %s of %s", axis, shapes.get(0));
        dims[axis] = 0;
        for (Shape shape : shapes) {
            dims[axis] += shape.dim(axis);
        }
        return List.of(Shape.of(dims));
    }

    @Override
    public void lower(Lowering lowering) {
        Require.that(activation == Activation.NONE, "a fused %s is not supported", activation);
        lowering.emit(new Concatenate(ConcatenationParameters.of(
                inputs.stream().map(lowering::tensor).toList(), lowering.tensor(output), axis)));
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.SHARED_WITH_INPUTS;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return activation == Activation.NONE
                ? Optional.empty()
                : Optional.of("its fused " + activation + " has no " + type.label()
                        + " form; make it an operator of its own");
    }

    @Override
    public boolean keepsValues() {
        return activation == Activation.NONE;
    }
}
