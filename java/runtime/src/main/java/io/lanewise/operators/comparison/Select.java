// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.comparison;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.elementwise.SelectValues;
import io.lanewise.instructions.movement.StridedCopy;
import io.lanewise.instructions.movement.StridedView;
import io.lanewise.operators.BroadcastingOperator;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Where a condition holds the left input's element, else the right's. All three broadcast as NumPy's do. */
public record Select(int condition, int left, int right, int output) implements BroadcastingOperator {

    @Override
    public Select remap(IntUnaryOperator map) {
        return new Select(
                map.applyAsInt(condition), map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "SELECT_V2";
    }

    @Override
    public List<Integer> inputs() {
        return List.of(condition, left, right);
    }

    /** The condition is no value that is chosen. */
    @Override
    public List<Integer> activations() {
        return List.of(left, right);
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor out = lowering.tensor(output);
        Require.type(lowering.tensor(condition), DataType.BOOL);
        Require.sameValues(lowering.tensor(left), out);
        Require.sameValues(lowering.tensor(right), out);
        lowering.emit(
                new SelectValues(Require.elements(out), out.type()),
                List.of(
                        repeated(lowering, condition, out.shape()),
                        repeated(lowering, left, out.shape()),
                        repeated(lowering, right, out.shape())),
                outputs());
    }

    /** Index of an input in the output's shape. */
    private static int repeated(Lowering lowering, int input, Shape shape) {
        Tensor tensor = lowering.tensor(input);
        if (tensor.shape().equals(shape)) {
            return input;
        }
        Tensor whole = new Tensor(tensor.name(), tensor.type(), shape, tensor.quantization(), null);
        int copy = lowering.temporary(whole);
        lowering.emit(
                new StridedCopy(StridedView.ofBroadcast(tensor, whole), tensor.type()), List.of(input), List.of(copy));
        return copy;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.SHARED_WITH_INPUTS;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return Optional.empty();
    }

    @Override
    public boolean keepsValues() {
        return true;
    }
}
