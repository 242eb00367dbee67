// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.conversion;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.conversion.AffineParameters;
import io.lanewise.instructions.conversion.DequantizeS16F32;
import io.lanewise.instructions.conversion.DequantizeS8F32;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Integer to float, by the input tensor's quantization. */
public record Dequantize(int input, int output) implements ShapePreservingOperator {

    @Override
    public Dequantize remap(IntUnaryOperator map) {
        return new Dequantize(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "DEQUANTIZE";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        AffineParameters parameters = AffineParameters.ofDequantize(in, out);
        lowering.emit(
                in.type() == DataType.INT16
                        ? new DequantizeS16F32(elements, parameters)
                        : new DequantizeS8F32(elements, parameters));
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
