// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.activation.LogSoftmaxF32;
import io.lanewise.instructions.activation.LogSoftmaxParameters;
import io.lanewise.instructions.activation.LogSoftmaxS8;
import io.lanewise.instructions.activation.SoftmaxShape;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** The logarithm of exp(x) divided by its sum along the last dimension. */
public record LogSoftmax(int input, int output) implements ShapePreservingOperator {

    @Override
    public LogSoftmax remap(IntUnaryOperator map) {
        return new LogSoftmax(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "LOG_SOFTMAX";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        SoftmaxShape shape = SoftmaxShape.of(in, out);
        lowering.emit(
                lowering.arithmetic() == Arithmetic.FLOAT32
                        ? new LogSoftmaxF32(shape, lowering.reproducible())
                        : new LogSoftmaxS8(shape, LogSoftmaxParameters.of(in, out)));
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.LOGARITHM_OF_UNIT;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return type == DataType.INT8 ? Optional.empty() : ShapePreservingOperator.super.noForm(type);
    }
}
