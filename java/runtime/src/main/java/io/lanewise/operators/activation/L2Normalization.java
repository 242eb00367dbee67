// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.L2NormalizationF32;
import io.lanewise.instructions.activation.L2NormalizationS8;
import io.lanewise.instructions.activation.SoftmaxShape;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Rows along the last dimension, each divided by the square root of the sum of its squares. */
public record L2Normalization(int input, int output) implements ShapePreservingOperator {
    private static final Quantization INT8_OUTPUT = Quantization.perTensor(1f / 128, 0);

    @Override
    public L2Normalization remap(IntUnaryOperator map) {
        return new L2Normalization(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "L2_NORMALIZATION";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        SoftmaxShape shape = SoftmaxShape.of(in, out);
        lowering.emit(
                lowering.arithmetic() == Arithmetic.FLOAT32
                        ? new L2NormalizationF32(shape, lowering.reproducible())
                        : new L2NormalizationS8(shape, inputZeroPoint(in, out), lowering.isUnsigned(output)));
    }

    private static int inputZeroPoint(Tensor in, Tensor out) {
        Quantization quantization = Require.quantization(out);
        Require.that(
                quantization.equals(INT8_OUTPUT),
                "output of int8 L2 normalization needs %s, got %s",
                INT8_OUTPUT,
                quantization);
        return Require.quantization(in).zeroPoint();
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.SIGNED_UNIT;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return type == DataType.INT8 ? Optional.empty() : ShapePreservingOperator.super.noForm(type);
    }
}
