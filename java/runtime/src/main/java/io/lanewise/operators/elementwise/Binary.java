// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.elementwise;

import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.elementwise.AddParameters;
import io.lanewise.instructions.elementwise.BinaryF32;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.elementwise.BinaryIntegers;
import io.lanewise.instructions.elementwise.Broadcast;
import io.lanewise.instructions.elementwise.DivideIntegers;
import io.lanewise.instructions.elementwise.ExtremumS16;
import io.lanewise.instructions.elementwise.ExtremumS8;
import io.lanewise.instructions.elementwise.MulParameters;
import io.lanewise.instructions.elementwise.SquaredDifferenceS8;
import io.lanewise.instructions.elementwise.SubtractS16;
import io.lanewise.instructions.elementwise.SubtractS8;
import io.lanewise.operators.BroadcastingOperator;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.TwoInputs;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A function of two inputs, element by element, that broadcast as NumPy's do; then the fused activation. ADD and MUL
 * are {@link Add} and {@link Mul}.
 */
public record Binary(BinaryFunction function, int left, int right, int output, Activation activation)
        implements TwoInputs, BroadcastingOperator {

    @Override
    public Binary remap(IntUnaryOperator map) {
        return new Binary(function, map.applyAsInt(left), map.applyAsInt(right), map.applyAsInt(output), activation);
    }

    @Override
    public String kind() {
        return function.name();
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor l = lowering.tensor(left);
        Tensor r = lowering.tensor(right);
        Tensor o = lowering.tensor(output);
        Broadcast broadcast = Broadcast.of(l, r, o);
        if (function.isLogical() || o.type().isIndex()) {
            Require.that(function.isLogical() == (o.type() == DataType.BOOL), "%s is not supported", o);
            lowering.emit(BinaryIntegers.of(broadcast, function.ofIntegers(), l, r, o, activation));
            return;
        }
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new BinaryF32(broadcast, function, activation, lowering.reproducible());
                    case INT16 -> int16(broadcast, l, r, o);
                    case INT8 -> int8(broadcast, l, r, o);
                });
    }

    private Instruction int16(Broadcast broadcast, Tensor l, Tensor r, Tensor o) {
        return switch (function) {
            case DIV -> quotient(broadcast, l, r, o);
            case SUB -> new SubtractS16(broadcast, AddParameters.of(l, r, o, activation));
            case MAXIMUM, MINIMUM -> {
                requireOneGrid(l, r, o);
                yield new ExtremumS16(broadcast, function == BinaryFunction.MAXIMUM);
            }
            case FLOOR_DIV, FLOOR_MOD, LOGICAL_AND, LOGICAL_OR, POW, SQUARED_DIFFERENCE ->
                throw new IllegalArgumentException("no int16 form of " + kind());
        };
    }

    private DivideIntegers quotient(Broadcast broadcast, Tensor l, Tensor r, Tensor o) {
        return new DivideIntegers(broadcast, MulParameters.ofQuotient(l, r, o, activation), o.type());
    }

    private Instruction int8(Broadcast broadcast, Tensor l, Tensor r, Tensor o) {
        return switch (function) {
            case DIV -> quotient(broadcast, l, r, o);
            case SQUARED_DIFFERENCE -> new SquaredDifferenceS8(broadcast, AddParameters.ofSquaredDifference(l, r, o));
            case SUB -> new SubtractS8(broadcast, AddParameters.of(l, r, o, activation));
            case MAXIMUM, MINIMUM -> {
                requireOneGrid(l, r, o);
                yield new ExtremumS8(broadcast, function == BinaryFunction.MAXIMUM);
            }
            case FLOOR_DIV, FLOOR_MOD, LOGICAL_AND, LOGICAL_OR, POW ->
                throw new IllegalArgumentException("no int8 form of " + kind());
        };
    }

    private static void requireOneGrid(Tensor l, Tensor r, Tensor o) {
        Require.sameQuantization(l, o);
        Require.sameQuantization(r, o);
    }

    @Override
    public OutputScale outputScale() {
        return function.isExtremum() ? OutputScale.SHARED_WITH_INPUTS : OutputScale.OWN;
    }

    @Override
    public Optional<String> noForm(DataType type) {
        if (!function.hasForm(type)) {
            return Optional.of("TFLite does not compute " + kind() + " on " + type.label());
        }
        return function.isExtremum() && activation != Activation.NONE
                ? Optional.of("its fused " + activation + " has no " + type.label() + " form")
                : Optional.empty();
    }

    /** As in TFLite: SUB and DIV have one, the others none. */
    @Override
    public Optional<Operator> withActivation(Activation clamp, int clamped) {
        return function == BinaryFunction.SUB || function == BinaryFunction.DIV
                ? Optional.of(new Binary(function, left, right, clamped, clamp))
                : Optional.empty();
    }
}
