// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Activation;
import io.lanewise.tflite.schema.AddOptions;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.DivOptions;
import io.lanewise.tflite.schema.MulOptions;
import io.lanewise.tflite.schema.SubOptions;
import java.util.List;

/** Functions of two inputs' elements. */
final class ElementwiseReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.ADD, BuiltinOperator.SUB -> 5;
            case BuiltinOperator.DIV, BuiltinOperator.FLOOR_MOD, BuiltinOperator.SQUARED_DIFFERENCE -> 2;
            case BuiltinOperator.FLOOR_DIV -> 3;
            case BuiltinOperator.MAXIMUM, BuiltinOperator.MINIMUM -> 4;
            case BuiltinOperator.MUL -> 7;
            case BuiltinOperator.LOGICAL_AND, BuiltinOperator.LOGICAL_OR, BuiltinOperator.POW, BuiltinOperator.PRELU ->
                1;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.ADD -> add(source);
                    case BuiltinOperator.DIV -> div(source);
                    case BuiltinOperator.FLOOR_DIV -> binary(source, BinaryFunction.FLOOR_DIV, Activation.NONE);
                    case BuiltinOperator.FLOOR_MOD -> binary(source, BinaryFunction.FLOOR_MOD, Activation.NONE);
                    case BuiltinOperator.LOGICAL_AND -> binary(source, BinaryFunction.LOGICAL_AND, Activation.NONE);
                    case BuiltinOperator.LOGICAL_OR -> binary(source, BinaryFunction.LOGICAL_OR, Activation.NONE);
                    case BuiltinOperator.MAXIMUM -> binary(source, BinaryFunction.MAXIMUM, Activation.NONE);
                    case BuiltinOperator.MINIMUM -> binary(source, BinaryFunction.MINIMUM, Activation.NONE);
                    case BuiltinOperator.MUL -> mul(source);
                    case BuiltinOperator.POW -> binary(source, BinaryFunction.POW, Activation.NONE);
                    case BuiltinOperator.PRELU -> new Prelu(source.input(0), source.input(1), source.output());
                    case BuiltinOperator.SQUARED_DIFFERENCE ->
                        binary(source, BinaryFunction.SQUARED_DIFFERENCE, Activation.NONE);
                    case BuiltinOperator.SUB -> sub(source);
                    default -> throw source.unknown();
                });
    }

    private static Operator add(OperatorSource source) {
        AddOptions options = source.options(BuiltinOptions.AddOptions, new AddOptions());
        requireAnyScale(source, options.potScaleInt16());
        return new Add(
                source.input(0), source.input(1), source.output(), Activations.of(options.fusedActivationFunction()));
    }

    private static void requireAnyScale(OperatorSource source, boolean potScaleInt16) {
        Problem.unless(
                !potScaleInt16 || !PowerOfTwoScales.all(source),
                "its int16 scales are powers of two and pot_scale_int16 is set, which asks for other arithmetic than"
                        + " int16 of any scale; clear it");
    }

    private static Operator div(OperatorSource source) {
        DivOptions options = source.options(BuiltinOptions.DivOptions, new DivOptions());
        return binary(source, BinaryFunction.DIV, Activations.of(options.fusedActivationFunction()));
    }

    private static Operator mul(OperatorSource source) {
        MulOptions options = source.options(BuiltinOptions.MulOptions, new MulOptions());
        return new Mul(
                source.input(0), source.input(1), source.output(), Activations.of(options.fusedActivationFunction()));
    }

    private static Operator sub(OperatorSource source) {
        SubOptions options = source.options(BuiltinOptions.SubOptions, new SubOptions());
        requireAnyScale(source, options.potScaleInt16());
        return binary(source, BinaryFunction.SUB, Activations.of(options.fusedActivationFunction()));
    }

    private static Operator binary(OperatorSource source, BinaryFunction function, Activation activation) {
        return new Binary(function, source.input(0), source.input(1), source.output(), activation);
    }
}
