// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.util.Arrays;
import java.util.List;

/** Truths of two inputs' elements, and choices by truths. */
final class ComparisonReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.EQUAL -> 5;
            case BuiltinOperator.NOT_EQUAL, BuiltinOperator.SELECT -> 4;
            case BuiltinOperator.GREATER_EQUAL, BuiltinOperator.LESS -> 3;
            case BuiltinOperator.GREATER, BuiltinOperator.LESS_EQUAL, BuiltinOperator.SELECT_V2 -> 2;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return switch (source.code()) {
            case BuiltinOperator.EQUAL -> compare(source, Comparison.EQUAL);
            case BuiltinOperator.GREATER -> compare(source, Comparison.GREATER);
            case BuiltinOperator.GREATER_EQUAL -> compare(source, Comparison.GREATER_EQUAL);
            case BuiltinOperator.LESS -> compare(source, Comparison.LESS);
            case BuiltinOperator.LESS_EQUAL -> compare(source, Comparison.LESS_EQUAL);
            case BuiltinOperator.NOT_EQUAL -> compare(source, Comparison.NOT_EQUAL);
            case BuiltinOperator.SELECT -> selectRows(source);
            case BuiltinOperator.SELECT_V2 -> List.of(select(source, source.input(0)));
            default -> throw source.unknown();
        };
    }

    private static List<Operator> compare(OperatorSource source, Comparison comparison) {
        return List.of(new Compare(comparison, source.input(0), source.input(1), source.output()));
    }

    private static Operator select(OperatorSource source, int condition) {
        return new Select(condition, source.input(1), source.input(2), source.output());
    }

    /** Nothing is repeated but a condition of one dimension, which stands for the first of the values. */
    private static List<Operator> selectRows(OperatorSource source) {
        Shape shape = source.tensor(source.output()).shape();
        int condition = source.input(0);
        Shape truths = source.tensor(condition).shape();
        for (int value : List.of(source.input(1), source.input(2))) {
            source.requireShape(value, shape.dims());
        }
        if (truths.equals(shape) || truths.rank() == 0) {
            return List.of(select(source, condition));
        }
        Problem.unless(
                truths.rank() == 1 && shape.rank() > 0 && truths.dim(0) == shape.dim(0),
                "chooses by %s of values %s",
                source.tensor(condition),
                shape);
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        dims[0] = truths.dim(0);
        int widened = source.temporary(condition, dims);
        return List.of(new Reshape(condition, widened), select(source, widened));
    }
}
