// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.LeakyReluF32;
import io.lanewise.instructions.activation.LeakyReluParameters;
import io.lanewise.instructions.activation.LeakyReluS16;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** {@code x} where x is not negative, {@code alpha * x} elsewhere. */
public record LeakyRelu(int input, int output, float alpha) implements ShapePreservingOperator {

    @Override
    public LeakyRelu remap(IntUnaryOperator map) {
        return new LeakyRelu(map.applyAsInt(input), map.applyAsInt(output), alpha);
    }

    @Override
    public String kind() {
        return "LEAKY_RELU";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new LeakyReluF32(elements, alpha);
                    case INT16 -> new LeakyReluS16(elements, LeakyReluParameters.of(in, out, alpha));
                    case INT8 -> new LookupS8(elements, LookupTable.ofLeakyRelu(in, out, alpha));
                });
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return alpha >= 0 ? Optional.empty() : Optional.of("its slope " + alpha + " is negative");
    }
}
