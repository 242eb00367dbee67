// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.conversion;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Requantization;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.conversion.AffineParameters;
import io.lanewise.instructions.conversion.QuantizeF32S16;
import io.lanewise.instructions.conversion.QuantizeF32S8;
import io.lanewise.instructions.conversion.RequantizeS16;
import io.lanewise.instructions.conversion.RequantizeS8;
import io.lanewise.instructions.movement.CopyValues;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.ShapePreservingOperator;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Float to integer, or integer to integer of another scale (requantize), by the output tensor's quantization. */
public record Quantize(int input, int output) implements ShapePreservingOperator {

    @Override
    public Quantize remap(IntUnaryOperator map) {
        return new Quantize(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "QUANTIZE";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        int elements = Require.sameShape(in, out);
        boolean toInt16 = out.type() == DataType.INT16;
        if (in.type() == DataType.FLOAT32) {
            AffineParameters parameters =
                    AffineParameters.ofQuantize(in, out, lowering.graph().rounding());
            lowering.emit(toInt16 ? new QuantizeF32S16(elements, parameters) : new QuantizeF32S8(elements, parameters));
            return;
        }
        boolean fromInt16 = in.type() == DataType.INT16;
        Requantization requantization = Requantization.ofRescaling(in, out);
        if (in.type() == out.type() && in.quantization().equals(out.quantization())) {
            lowering.emit(new CopyValues(elements, out.type()));
            return;
        }
        lowering.emit(
                fromInt16 || toInt16
                        ? new RequantizeS16(elements, requantization, fromInt16, toInt16)
                        : new RequantizeS8(elements, requantization));
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
