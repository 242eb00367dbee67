// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.activation.SoftmaxF32;
import io.lanewise.instructions.activation.SoftmaxInt16Parameters;
import io.lanewise.instructions.activation.SoftmaxParameters;
import io.lanewise.instructions.activation.SoftmaxS16;
import io.lanewise.instructions.activation.SoftmaxS8;
import io.lanewise.instructions.activation.SoftmaxShape;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** exp(beta x) divided by its sum along the last dimension. */
public record Softmax(int input, int output, float beta) implements ShapePreservingOperator {

    @Override
    public Softmax remap(IntUnaryOperator map) {
        return new Softmax(map.applyAsInt(input), map.applyAsInt(output), beta);
    }

    @Override
    public String kind() {
        return "SOFTMAX";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        SoftmaxShape shape = SoftmaxShape.of(in, out);
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new SoftmaxF32(shape, beta, lowering.reproducible());
                    case INT16 -> new SoftmaxS16(shape, SoftmaxInt16Parameters.of(in, out, beta));
                    case INT8 -> new SoftmaxS8(shape, SoftmaxParameters.of(in, out, beta));
                });
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.UNIT;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return Optional.empty();
    }
}
