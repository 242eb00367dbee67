// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.activation;

import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Instruction;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.activation.AbsS16;
import io.lanewise.instructions.activation.LookupS16;
import io.lanewise.instructions.activation.LookupS8;
import io.lanewise.instructions.activation.LookupTable;
import io.lanewise.instructions.activation.ReciprocalRootTable;
import io.lanewise.instructions.activation.SigmoidInt16Parameters;
import io.lanewise.instructions.activation.SqrtS16;
import io.lanewise.instructions.activation.TanhS16;
import io.lanewise.instructions.activation.UnaryF32;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.activation.UnaryIntegers;
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
        if (function == UnaryFunction.LOGICAL_NOT) {
            Require.type(in, DataType.BOOL);
            Require.sameType(in, out);
            lowering.emit(new LookupS8(elements, LookupTable.ofNot()));
            return;
        }
        if (out.type().isIndex()) {
            Require.sameType(in, out);
            lowering.emit(new UnaryIntegers(elements, integers(), out.type()));
            return;
        }
        lowering.emit(
                switch (lowering.arithmetic()) {
                    case FLOAT32 -> new UnaryF32(elements, function, lowering.reproducible());
                    case INT16 -> int16(elements, in, out);
                    case INT8 -> new LookupS8(elements, int8(in, out));
                });
    }

    private Instruction int16(int elements, Tensor in, Tensor out) {
        return switch (function) {
            case ABS -> AbsS16.of(elements, in, out);
            case EXP -> LookupS16.of(elements, in, out, function.ofFloats());
            case LOG -> LookupS16.ofLogarithm(elements, in, out, function.ofFloats());
            case NEG -> {
                Require.sameQuantization(in, out);
                yield new UnaryIntegers(elements, integers(), DataType.INT16);
            }
            case RSQRT -> LookupS16.ofReciprocalRoot(elements, in, out, function.ofFloats());
            case SQRT -> SqrtS16.of(elements, in, out);
            case TANH -> new TanhS16(elements, SigmoidInt16Parameters.ofTanh(in, out));
            case CEIL, COS, ELU, FLOOR, GELU, HARD_SWISH, LOGICAL_NOT, ROUND, SIGN, SIN, SQUARE ->
                throw new IllegalArgumentException("no int16 form of " + kind());
        };
    }

    private LookupTable int8(Tensor in, Tensor out) {
        return switch (function) {
            case ABS -> LookupTable.ofMagnitude(in, out);
            case EXP, GELU -> LookupTable.of(in, out, function.ofFloats());
            case HARD_SWISH -> LookupTable.ofHardSwish(in, out);
            case LOG -> LookupTable.ofLogarithm(in, out, function.ofFloats());
            case NEG -> LookupTable.ofNegation(in, out);
            case RSQRT -> ReciprocalRootTable.of(in, out);
            case SQRT -> LookupTable.ofRoot(in, out);
            case TANH -> tanh(in, out);
            case CEIL, COS, ELU, FLOOR, LOGICAL_NOT, ROUND, SIGN, SIN, SQUARE ->
                throw new IllegalArgumentException("no int8 form of " + kind());
        };
    }

    private LookupTable tanh(Tensor in, Tensor out) {
        Quantization quantization = Require.quantization(out);
        Require.that(
                quantization.equals(TANH_OUTPUT), "output of int8 tanh needs %s, got %s", TANH_OUTPUT, quantization);
        return LookupTable.of(in, out, function.ofFloats());
    }

    private UnaryIntegers.Function integers() {
        return switch (function) {
            case ABS -> UnaryIntegers.Function.ABS;
            case NEG -> UnaryIntegers.Function.NEG;
            case SIGN -> UnaryIntegers.Function.SIGN;
            case CEIL,
                    COS,
                    ELU,
                    EXP,
                    FLOOR,
                    GELU,
                    HARD_SWISH,
                    LOG,
                    LOGICAL_NOT,
                    ROUND,
                    RSQRT,
                    SIN,
                    SQRT,
                    SQUARE,
                    TANH -> throw new IllegalArgumentException("works on reals only");
        };
    }

    @Override
    public OutputScale outputScale() {
        return switch (function) {
            case NEG -> OutputScale.SAME_AS_INPUT;
            case TANH -> OutputScale.SIGNED_UNIT;
            default -> OutputScale.OWN;
        };
    }

    @Override
    public Optional<String> noForm(DataType type) {
        return function.hasForm(type)
                ? Optional.empty()
                : Optional.of("TFLite does not compute " + kind() + " on " + type.label());
    }
}
