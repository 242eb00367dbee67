// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.LogisticF32;
import io.lanewise.instructions.activation.LogisticS16;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.instructions.activation.SigmoidInt16Parameters;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** 1 / (1 + exp(-x)), elementwise. */
public record Logistic(int input, int output) implements ShapePreservingOperator {

    @Override
    public Logistic remap(IntUnaryOperator map) {
        return new Logistic(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "LOGISTIC";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new LogisticF32(elements, lowering.reproducible());
                    case INT16 -> new LogisticS16(elements, SigmoidInt16Parameters.ofLogistic(in, out));
                    case INT8 -> new LookupS8(elements, int8(in, out));
                });
    }

    private static LookupTable int8(Tensor in, Tensor out) {
        Quantization quantization = Require.quantization(out);
        Require.that(
                quantization.scale() == 1f / 256, "output of int8 logistic needs scale 1/256, got %s", quantization);
        return LookupTable.of(in, out, x -> 1 / (1 + (float) StrictMath.exp(-x)));
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
