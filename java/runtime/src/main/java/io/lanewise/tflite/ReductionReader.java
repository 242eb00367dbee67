// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.ArgMaxOptions;
import io.lanewise.tflite.schema.ArgMinOptions;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.CumsumOptions;
import io.lanewise.tflite.schema.ReducerOptions;
import io.lanewise.tflite.schema.TensorType;
import java.util.List;
import java.util.TreeSet;

/** Reductions along axes. */
final class ReductionReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.ARG_MAX,
                    BuiltinOperator.ARG_MIN,
                    BuiltinOperator.MEAN,
                    BuiltinOperator.REDUCE_MAX,
                    BuiltinOperator.REDUCE_MIN,
                    BuiltinOperator.TOPK_V2 -> 3;
            case BuiltinOperator.REDUCE_PROD, BuiltinOperator.SUM -> 2;
            case BuiltinOperator.CUMSUM, BuiltinOperator.REDUCE_ALL, BuiltinOperator.REDUCE_ANY -> 1;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.ARG_MAX -> extremum(source, true);
                    case BuiltinOperator.ARG_MIN -> extremum(source, false);
                    case BuiltinOperator.CUMSUM -> cumulate(source);
                    case BuiltinOperator.MEAN -> mean(source);
                    case BuiltinOperator.REDUCE_ALL -> reduce(source, ReduceFunction.ALL);
                    case BuiltinOperator.REDUCE_ANY -> reduce(source, ReduceFunction.ANY);
                    case BuiltinOperator.REDUCE_MAX -> reduce(source, ReduceFunction.MAX);
                    case BuiltinOperator.REDUCE_MIN -> reduce(source, ReduceFunction.MIN);
                    case BuiltinOperator.REDUCE_PROD -> reduce(source, ReduceFunction.PROD);
                    case BuiltinOperator.SUM -> reduce(source, ReduceFunction.SUM);
                    case BuiltinOperator.TOPK_V2 -> largest(source);
                    default -> throw source.unknown();
                });
    }

    private static Operator mean(OperatorSource source) {
        ReducerOptions options = source.options(BuiltinOptions.ReducerOptions, new ReducerOptions());
        return new Mean(source.input(0), source.output(), axes(source), options.keepDims());
    }

    private static Operator reduce(OperatorSource source, ReduceFunction function) {
        ReducerOptions options = source.options(BuiltinOptions.ReducerOptions, new ReducerOptions());
        return new Reduce(function, source.input(0), source.output(), axes(source), options.keepDims());
    }

    private static Operator extremum(OperatorSource source, boolean largest) {
        int type = largest
                ? source.options(BuiltinOptions.ArgMaxOptions, new ArgMaxOptions())
                        .outputType()
                : source.options(BuiltinOptions.ArgMinOptions, new ArgMinOptions())
                        .outputType();
        Tensor output = source.tensor(source.output());
        Problem.unless(
                type == (output.type() == DataType.INT64 ? TensorType.INT64 : TensorType.INT32),
                "gives indices of type %s, but its output is %s",
                TensorType.name(type),
                output);
        return new ArgExtremum(source.input(0), source.output(), axis(source), largest);
    }

    private static Operator cumulate(OperatorSource source) {
        CumsumOptions options = source.options(BuiltinOptions.CumsumOptions, new CumsumOptions());
        return new CumulativeSum(
                source.input(0), source.output(), axis(source), options.exclusive(), options.reverse());
    }

    private static Operator largest(OperatorSource source) {
        List<Integer> outputs = source.outputs();
        List<Integer> count = source.integers(1);
        Problem.unless(
                outputs.size() == 2 && count.size() == 1, "has %d outputs and %d counts", outputs.size(), count.size());
        return new TopK(source.input(0), outputs.get(0), outputs.get(1), count.get(0));
    }

    private static int axis(OperatorSource source) {
        List<Integer> axes = source.integers(1);
        Problem.unless(axes.size() == 1, "has %d axes instead of one", axes.size());
        return source.axis(axes.get(0), source.tensor(source.input(0)).shape().rank());
    }

    private static List<Integer> axes(OperatorSource source) {
        int rank = source.tensor(source.input(0)).shape().rank();
        TreeSet<Integer> axes = new TreeSet<>();
        for (int axis : source.integers(1)) {
            Problem.unless(
                    axis >= -rank && axis < rank, "axis %d is not one of an input with %d dimensions", axis, rank);
            axes.add(axis < 0 ? axis + rank : axis);
        }
        return List.copyOf(axes);
    }
}
