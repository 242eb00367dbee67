// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.elementwise.BinaryIntegers;
import io.lanewise.instructions.elementwise.Broadcast;
import io.lanewise.instructions.elementwise.IntegerFunction;
import io.lanewise.instructions.elementwise.MulF32;
import io.lanewise.instructions.elementwise.MulParameters;
import io.lanewise.instructions.elementwise.MulS16;
import io.lanewise.instructions.elementwise.MulS8;
import io.lanewise.operators.BroadcastingOperator;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.TwoInputs;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Elementwise product with NumPy broadcasting, then the fused activation. */
public record Mul(int left, int right, int output, Activation activation) implements TwoInputs, BroadcastingOperator {

    @Override
    public Mul remap(IntUnaryOperator map) {
        return new Mul(map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output), activation);
    }

    @Override
    public String kind() {
        return "MUL";
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor l = lowering.tensor(left);
        Tensor r = lowering.tensor(right);
        Tensor o = lowering.tensor(output);
        Broadcast broadcast = Broadcast.of(l, r, o);
        if (o.type().isIndex()) {
            lowering.emit(BinaryIntegers.of(broadcast, IntegerFunction.MUL, l, r, o, activation));
            return;
        }
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new MulF32(broadcast, activation);
                    case INT16 -> new MulS16(broadcast, MulParameters.of(l, r, o, activation));
                    case INT8 -> new MulS8(broadcast, MulParameters.of(l, r, o, activation));
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

    @Override
    public Optional<Operator> withActivation(Activation clamp, int clamped) {
        return Optional.of(new Mul(left, right, clamped, clamp));
    }
}
