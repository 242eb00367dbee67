// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.DataType;
import java.util.List;

/** Reductions over the dimensions that are the graph's axes in the file's order. */
record ReductionNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Mean.class, this::mean);
        table.add(Reduce.class, this::reduce);
    }

    /** GlobalAveragePool where that is what it is; integer kernels know it better than ReduceMean. */
    private Result mean(Mean operator) {
        Order order = nodes.values().order(operator.input());
        if (order.equals(Order.CHANNELS_FIRST) && operator.axes().equals(List.of(1, 2)) && operator.keepDims()) {
            String mean = nodes.node(operator, "GlobalAveragePool", List.of(nodes.reals(operator.input(), order)));
            return nodes.store(operator, mean, order);
        }
        return reduce(operator, operator.input(), "ReduceMean", operator.axes(), operator.keepDims());
    }

    private Result reduce(Reduce operator) {
        String type = switch (operator.function()) {
            case ALL, MIN -> "ReduceMin";
            case ANY, MAX -> "ReduceMax";
            case PROD -> "ReduceProd";
            case SUM -> "ReduceSum";
        };
        return reduce(operator, operator.input(), type, operator.axes(), operator.keepDims());
    }

    /**
     * Axes are an attribute; of ReduceSum from opset 13 on, of all from 18 on, an input. Truths are reduced as numbers.
     */
    private Result reduce(Operator operator, int input, String type, List<Integer> axes, boolean keepDims) {
        Order order = nodes.values().order(input);
        int[] positions = axes.stream().mapToInt(order::position).sorted().toArray();
        boolean truths = nodes.tensor(input).type() == DataType.BOOL;
        String values = nodes.reals(input, order);
        String reals = truths ? nodes.cast(operator, values, DataType.INT32) : values;
        String result = nodes.opset() >= 18 || type.equals("ReduceSum")
                ? nodes.node(
                        operator,
                        type,
                        List.of(reals, nodes.integers(operator, "axes", positions)),
                        Attributes.integer("keepdims", keepDims ? 1 : 0))
                : nodes.node(
                        operator,
                        type,
                        List.of(reals),
                        Attributes.integers("axes", positions),
                        Attributes.integer("keepdims", keepDims ? 1 : 0));
        return nodes.store(
                operator,
                truths ? nodes.cast(operator, result, DataType.BOOL) : result,
                keepDims ? order : order.without(axes));
    }
}
