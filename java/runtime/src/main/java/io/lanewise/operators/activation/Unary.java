// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.instructions.activation.UnaryF32;
import io.lanewise.operators.Arithmetic;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** A function of every element alone. */
public record Unary(UnaryFunction function, int input, int output) implements ShapePreservingOperator {
    private static final Quantization TANH_OUTPUT = Quantization.perTensor(1f / 128, 0);

    @Override
    public Unary remap(IntUnaryOperator map) {
        return new Unary(function, map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return function.name();
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        lowering.emit(
                lowering.arithmetic() == Arithmetic.FLOAT32
                        ? new UnaryF32(elements, function.ofFloats())
                        : new LookupS8(elements, int8(in, out)));
    }

    private LookupTable int8(Tensor in, Tensor out) {
        if (function == UnaryFunction.HARD_SWISH) {
            return LookupTable.ofHardSwish(in, out);
        }
        Quantization quantization = Require.quantization(out);
        Require.that(
                function != UnaryFunction.TANH || quantization.equals(TANH_OUTPUT),
                "output of int8 tanh needs %s, got %s",
                TANH_OUTPUT,
                quantization);
        return LookupTable.of(in, out, function.ofFloats());
    }

    @Override
    public OutputScale outputScale() {
        return function == UnaryFunction.TANH ? OutputScale.SIGNED_UNIT : OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        if (type != DataType.INT8) {
            return ShapePreservingOperator.super.noForm(type);
        }
        return function.hasInt8Form() ? Optional.empty() : Optional.of("TFLite computes " + kind() + " on floats only");
    }
}
