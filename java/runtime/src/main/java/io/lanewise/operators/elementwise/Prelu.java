// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.activation.LeakyReluParameters;
import io.lanewise.instructions.elementwise.Broadcast;
import io.lanewise.instructions.elementwise.PreluF32;
import io.lanewise.instructions.elementwise.PreluS8;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.BroadcastingOperator;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * {@code x} where x is not negative, {@code slope * x} elsewhere. The constant slope broadcasts to the input's shape.
 */
public record Prelu(int input, int slope, int output) implements BroadcastingOperator {

    @Override
    public List<Integer> inputs() {
        return List.of(input, slope);
    }

    @Override
    public Prelu remap(IntUnaryOperator map) {
        return new Prelu(map.applyAsInt(input), map.applyAsInt(slope), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "PRELU";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor slopes = lowering.tensor(slope);
        Tensor out = lowering.tensor(output);
        Broadcast broadcast = Broadcast.of(in, slopes, out);
        lowering.emit(
                lowering.arithmetic() == Arithmetic.FLOAT32
                        ? new PreluF32(broadcast)
                        : new PreluS8(broadcast, LeakyReluParameters.of(in, slopes, out)));
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return type == DataType.INT8 ? Optional.empty() : BroadcastingOperator.super.noForm(type);
    }
}
