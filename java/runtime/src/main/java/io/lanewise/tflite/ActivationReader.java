// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.tensor.Activation;
import io.lanewise.tflite.schema.ActivationFunctionType;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.GeluOptions;
import io.lanewise.tflite.schema.L2NormOptions;
import io.lanewise.tflite.schema.LeakyReluOptions;
import io.lanewise.tflite.schema.SoftmaxOptions;
import java.util.List;

/** Functions of one input's elements, and softmax. */
final class ActivationReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.ABS -> 5;
            case BuiltinOperator.CEIL,
                    BuiltinOperator.COS,
                    BuiltinOperator.ELU,
                    BuiltinOperator.FLOOR,
                    BuiltinOperator.HARD_SWISH,
                    BuiltinOperator.LOGICAL_NOT,
                    BuiltinOperator.NEG,
                    BuiltinOperator.RELU_N1_TO_1,
                    BuiltinOperator.ROUND,
                    BuiltinOperator.SIN,
                    BuiltinOperator.SQUARE -> 1;
            case BuiltinOperator.EXP,
                    BuiltinOperator.GELU,
                    BuiltinOperator.L2_NORMALIZATION,
                    BuiltinOperator.LEAKY_RELU,
                    BuiltinOperator.LOG,
                    BuiltinOperator.LOG_SOFTMAX,
                    BuiltinOperator.SIGN,
                    BuiltinOperator.SQRT -> 2;
            case BuiltinOperator.LOGISTIC,
                    BuiltinOperator.RELU,
                    BuiltinOperator.RELU6,
                    BuiltinOperator.RSQRT,
                    BuiltinOperator.SOFTMAX,
                    BuiltinOperator.TANH -> 3;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.ABS -> unary(source, UnaryFunction.ABS);
                    case BuiltinOperator.CEIL -> unary(source, UnaryFunction.CEIL);
                    case BuiltinOperator.COS -> unary(source, UnaryFunction.COS);
                    case BuiltinOperator.ELU -> unary(source, UnaryFunction.ELU);
                    case BuiltinOperator.EXP -> unary(source, UnaryFunction.EXP);
                    case BuiltinOperator.FLOOR -> unary(source, UnaryFunction.FLOOR);
                    case BuiltinOperator.GELU -> gelu(source);
                    case BuiltinOperator.HARD_SWISH -> unary(source, UnaryFunction.HARD_SWISH);
                    case BuiltinOperator.L2_NORMALIZATION -> l2Normalization(source);
                    case BuiltinOperator.LEAKY_RELU -> leakyRelu(source);
                    case BuiltinOperator.LOG -> unary(source, UnaryFunction.LOG);
                    case BuiltinOperator.LOG_SOFTMAX -> new LogSoftmax(source.input(0), source.output());
                    case BuiltinOperator.LOGICAL_NOT -> unary(source, UnaryFunction.LOGICAL_NOT);
                    case BuiltinOperator.LOGISTIC -> new Logistic(source.input(0), source.output());
                    case BuiltinOperator.NEG -> unary(source, UnaryFunction.NEG);
                    case BuiltinOperator.RELU -> new Relu(source.input(0), source.output(), Activation.RELU);
                    case BuiltinOperator.RELU6 -> new Relu(source.input(0), source.output(), Activation.RELU6);
                    case BuiltinOperator.RELU_N1_TO_1 ->
                        new Relu(source.input(0), source.output(), Activation.RELU_N1_TO_1);
                    case BuiltinOperator.ROUND -> unary(source, UnaryFunction.ROUND);
                    case BuiltinOperator.RSQRT -> unary(source, UnaryFunction.RSQRT);
                    case BuiltinOperator.SIGN -> unary(source, UnaryFunction.SIGN);
                    case BuiltinOperator.SIN -> unary(source, UnaryFunction.SIN);
                    case BuiltinOperator.SOFTMAX -> softmax(source);
                    case BuiltinOperator.SQRT -> unary(source, UnaryFunction.SQRT);
                    case BuiltinOperator.SQUARE -> unary(source, UnaryFunction.SQUARE);
                    case BuiltinOperator.TANH -> unary(source, UnaryFunction.TANH);
                    default -> throw source.unknown();
                });
    }

    private static Operator unary(OperatorSource source, UnaryFunction function) {
        return new Unary(function, source.input(0), source.output());
    }

    private static Operator gelu(OperatorSource source) {
        GeluOptions options = source.options(BuiltinOptions.GeluOptions, new GeluOptions());
        Problem.unless(!options.approximate(), "GELU approximated by tanh is not supported; export the exact one");
        return unary(source, UnaryFunction.GELU);
    }

    private static Operator l2Normalization(OperatorSource source) {
        L2NormOptions options = source.options(BuiltinOptions.L2NormOptions, new L2NormOptions());
        Problem.unless(
                options.fusedActivationFunction() == ActivationFunctionType.NONE,
                "a fused activation is not supported, as in TFLite");
        return new L2Normalization(source.input(0), source.output());
    }

    private static Operator leakyRelu(OperatorSource source) {
        LeakyReluOptions options = source.options(BuiltinOptions.LeakyReluOptions, new LeakyReluOptions());
        Problem.unless(Float.isFinite(options.alpha()), "alpha %s must be finite", options.alpha());
        return new LeakyRelu(source.input(0), source.output(), options.alpha());
    }

    private static Operator softmax(OperatorSource source) {
        SoftmaxOptions options = source.options(BuiltinOptions.SoftmaxOptions, new SoftmaxOptions());
        Problem.unless(
                options.beta() > 0 && options.beta() < Float.POSITIVE_INFINITY,
                "beta %s must be finite and positive",
                options.beta());
        return new Softmax(source.input(0), source.output(), options.beta());
    }
}
