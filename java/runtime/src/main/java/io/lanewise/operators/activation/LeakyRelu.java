// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.LeakyReluF32;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** {@code x} where x is not negative, {@code alpha * x} elsewhere. */
public record LeakyRelu(int input, int output, float alpha) implements Operator {

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public List<Integer> outputs() {
        return List.of(output);
    }

    @Override
    public LeakyRelu remap(IntUnaryOperator map) {
        return new LeakyRelu(map.applyAsInt(input), map.applyAsInt(output), alpha);
    }

    @Override
    public String kind() {
        return "LEAKY_RELU";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(shapes.get(0));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        lowering.emit(
                lowering.arithmetic() == Arithmetic.FLOAT32
                        ? new LeakyReluF32(elements, alpha)
                        : new LookupS8(elements, LookupTable.ofLeakyRelu(in, out, alpha)));
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        if (type != DataType.INT8) {
            return Operator.super.noForm(type);
        }
        return alpha >= 0 ? Optional.empty() : Optional.of("its slope " + alpha + " is negative");
    }
}
