// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.instructions.movement.Concatenate;
import io.lanewise.instructions.movement.ConcatenationParameters;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneOutput;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** The inputs side by side along {@code axis} (not negative), then the fused activation. */
public record Concatenation(List<Integer> inputs, int output, int axis, Activation activation) implements OneOutput {

    public Concatenation {
        inputs = List.copyOf(inputs);
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
        List<Integer> alike = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        for (int input : inputs) {
            Tensor tensor = lowering.tensor(input);
            boolean rescales = lowering.isUnsigned(output) && lowering.isUnsigned(input);
            if (rescales
                    && !tensor.quantization().equals(lowering.tensor(output).quantization())) {
                tensor = tensor.withQuantization(lowering.tensor(output).quantization());
                alike.add(rescaled(lowering, input, tensor));
            } else {
                alike.add(input);
            }
            tensors.add(tensor);
        }
        lowering.emit(
                new Concatenate(ConcatenationParameters.of(tensors, lowering.tensor(output), axis)), alike, outputs());
    }

    /** Of uint8 alone, TFLite brings inputs to the output's scale. */
    private static int rescaled(Lowering lowering, int input, Tensor to) {
        int rescaled = lowering.temporary(to);
        LookupTable table =
                LookupTable.ofUnsignedRescaling(Require.quantization(lowering.tensor(input)), Require.quantization(to));
        lowering.emit(new LookupS8(Require.elements(to), table), List.of(input), List.of(rescaled));
        return rescaled;
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
