// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.ReducerOptions;
import java.util.List;
import java.util.TreeSet;

/** Reductions along axes. */
final class ReductionReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.MEAN, BuiltinOperator.REDUCE_MAX, BuiltinOperator.REDUCE_MIN -> 3;
            case BuiltinOperator.REDUCE_PROD, BuiltinOperator.SUM -> 2;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.MEAN -> mean(source);
                    case BuiltinOperator.REDUCE_MAX -> reduce(source, ReduceFunction.MAX);
                    case BuiltinOperator.REDUCE_MIN -> reduce(source, ReduceFunction.MIN);
                    case BuiltinOperator.REDUCE_PROD -> reduce(source, ReduceFunction.PROD);
                    case BuiltinOperator.SUM -> reduce(source, ReduceFunction.SUM);
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
