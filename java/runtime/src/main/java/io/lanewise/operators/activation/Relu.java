// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.ClampF32;
import io.lanewise.instructions.conversion.RequantizeS16;
import io.lanewise.instructions.conversion.RequantizeS8;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** A clamp that stands alone, not fused into the operator before it. */
public record Relu(int input, int output, Activation activation) implements ShapePreservingOperator {

    @Override
    public Relu remap(IntUnaryOperator map) {
        return new Relu(map.applyAsInt(input), map.applyAsInt(output), activation);
    }

    @Override
    public String kind() {
        return activation.name();
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new ClampF32(elements, activation);
                    case INT16 -> new RequantizeS16(elements, Requantization.ofClamp(in, out, activation), true, true);
                    case INT8 -> new RequantizeS8(elements, Requantization.ofClamp(in, out, activation));
                });
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return Optional.empty();
    }
}
