// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tflite.schema.AddOptions;
import io.lanewise.tflite.schema.BatchMatMulOptions;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.DivOptions;
import io.lanewise.tflite.schema.FullyConnectedOptions;
import io.lanewise.tflite.schema.FullyConnectedOptionsWeightsFormat;
import io.lanewise.tflite.schema.GeluOptions;
import io.lanewise.tflite.schema.LeakyReluOptions;
import io.lanewise.tflite.schema.MulOptions;
import io.lanewise.tflite.schema.ReducerOptions;
import io.lanewise.tflite.schema.SoftmaxOptions;
import io.lanewise.tflite.schema.SubOptions;
import java.util.List;
import java.util.TreeSet;

/** Operators with options that compute, other than those that move a window. */
final class ArithmeticOperators {

    private ArithmeticOperators() {}

    static Operator add(OperatorSource source) {
        AddOptions options = source.options(BuiltinOptions.AddOptions, new AddOptions());
        Refusal.unless(!options.potScaleInt16() || !PowerOfTwoScales.all(source), "its int16 scales are powers of two and"
                + " pot_scale_int16 is set, which asks for other arithmetic than int16 of any scale; clear it");
        return new Add(source.input(0), source.input(1), source.output(), Activations.of(options.fusedActivationFunction()));
    }

    static Operator mul(OperatorSource source) {
        MulOptions options = source.options(BuiltinOptions.MulOptions, new MulOptions());
        return new Mul(source.input(0), source.input(1), source.output(), Activations.of(options.fusedActivationFunction()));
    }

    static Operator fullyConnected(OperatorSource source) {
        FullyConnectedOptions options = source.options(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptions());
        Refusal.unless(options.weightsFormat() == FullyConnectedOptionsWeightsFormat.DEFAULT,
                "weights format number %d is not supported; convert the model with the default one", options.weightsFormat());
        return new FullyConnected(source.input(0), source.input(1), source.optionalInput(2), source.output(),
                Activations.of(options.fusedActivationFunction()), options.keepNumDims(), options.asymmetricQuantizeInputs());
    }

    static Operator sub(OperatorSource source) {
        SubOptions options = source.options(BuiltinOptions.SubOptions, new SubOptions());
        return new Binary(BinaryFunction.SUB, source.input(0), source.input(1), source.output(),
                Activations.of(options.fusedActivationFunction()));
    }

    static Operator div(OperatorSource source) {
        DivOptions options = source.options(BuiltinOptions.DivOptions, new DivOptions());
        return new Binary(BinaryFunction.DIV, source.input(0), source.input(1), source.output(),
                Activations.of(options.fusedActivationFunction()));
    }

    static Operator gelu(OperatorSource source) {
        GeluOptions options = source.options(BuiltinOptions.GeluOptions, new GeluOptions());
        Refusal.unless(!options.approximate(), "GELU approximated by tanh is not supported; export the exact one");
        return new Unary(UnaryFunction.GELU, source.input(0), source.output());
    }

    static Operator leakyRelu(OperatorSource source) {
        LeakyReluOptions options = source.options(BuiltinOptions.LeakyReluOptions, new LeakyReluOptions());
        Refusal.unless(Float.isFinite(options.alpha()), "alpha %s must be finite", options.alpha());
        return new LeakyRelu(source.input(0), source.output(), options.alpha());
    }

    static Operator batchMatMul(OperatorSource source) {
        BatchMatMulOptions options = source.options(BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptions());
        Refusal.unless(!options.adjX() && !options.adjY(), "transposed operands are not supported; put a TRANSPOSE in front");
        return new BatchMatMul(source.input(0), source.input(1), source.output());
    }

    static Operator mean(OperatorSource source) {
        ReducerOptions options = source.options(BuiltinOptions.ReducerOptions, new ReducerOptions());
        return new Mean(source.input(0), source.output(), axes(source), options.keepDims());
    }

    static Operator reduce(OperatorSource source, ReduceFunction function) {
        ReducerOptions options = source.options(BuiltinOptions.ReducerOptions, new ReducerOptions());
        return new Reduce(function, source.input(0), source.output(), axes(source), options.keepDims());
    }

    private static List<Integer> axes(OperatorSource source) {
        int rank = source.tensor(source.input(0)).shape().rank();
        TreeSet<Integer> axes = new TreeSet<>();
        for (int axis : source.integers(1)) {
            Refusal.unless(axis >= -rank && axis < rank, "axis %d is not one of an input with %d dimensions", axis, rank);
            axes.add(axis < 0 ? axis + rank : axis);
        }
        return List.copyOf(axes);
    }

    static Operator softmax(OperatorSource source) {
        SoftmaxOptions options = source.options(BuiltinOptions.SoftmaxOptions, new SoftmaxOptions());
        Refusal.unless(options.beta() > 0 && options.beta() < Float.POSITIVE_INFINITY, "beta %s must be finite and positive",
                options.beta());
        return new Softmax(source.input(0), source.output(), options.beta());
    }
}
