// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import java.util.List;

/** Truths of values, and choices by truths. */
record ComparisonNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Compare.class, this::compare);
        table.add(Select.class, this::select);
    }

    /** ONNX has no node for what is not equal. */
    private Result compare(Compare operator) {
        return switch (operator.comparison()) {
            case EQUAL -> nodes.elementwise(operator, "Equal", Activation.NONE);
            case GREATER -> nodes.elementwise(operator, "Greater", Activation.NONE);
            case GREATER_EQUAL -> nodes.elementwise(operator, "GreaterOrEqual", Activation.NONE);
            case LESS -> nodes.elementwise(operator, "Less", Activation.NONE);
            case LESS_EQUAL -> nodes.elementwise(operator, "LessOrEqual", Activation.NONE);
            case NOT_EQUAL -> {
                Result equal = nodes.elementwise(operator, "Equal", Activation.NONE);
                yield nodes.store(operator, nodes.node(operator, "Not", List.of(equal.value())), equal.order());
            }
        };
    }

    /** Runtimes have no Where of truths, which is a function of truths. */
    private Result select(Select operator) {
        if (nodes.tensor(operator.output()).type() != DataType.BOOL) {
            return nodes.elementwise(operator, "Where", Activation.NONE);
        }
        Order order = nodes.commonOrder(operator);
        String condition = nodes.reals(operator.condition(), order);
        String left = nodes.node(operator, "And", List.of(condition, nodes.reals(operator.left(), order)));
        String otherwise = nodes.node(operator, "Not", List.of(condition));
        String right = nodes.node(operator, "And", List.of(otherwise, nodes.reals(operator.right(), order)));
        return nodes.store(operator, nodes.node(operator, "Or", List.of(left, right)), order);
    }
}
