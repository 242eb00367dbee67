// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.DataType;
import java.util.List;

/** The largest values along an axis, their positions, which are int64 in ONNX, and running sums. */
record AxisNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(ArgExtremum.class, this::position);
        table.add(CumulativeSum.class, this::sums);
        table.add(TopK.class, this::largest);
    }

    /** Of truths as numbers: ONNX does not order them. */
    private Result position(ArgExtremum operator) {
        Order order = nodes.values().order(operator.input());
        String values = nodes.reals(operator.input(), order);
        String numbers = nodes.tensor(operator.input()).type() == DataType.BOOL
                ? nodes.cast(operator, values, DataType.INT32)
                : values;
        String found = nodes.node(
                operator,
                operator.largest() ? "ArgMax" : "ArgMin",
                List.of(numbers),
                Attributes.integer("axis", order.position(operator.axis())),
                Attributes.integer("keepdims", 0));
        return new Result(positions(operator.output(), found), order.without(List.of(operator.axis())));
    }

    private String positions(int output, String found) {
        DataType type = nodes.tensor(output).type();
        return type == DataType.INT64 ? found : nodes.cast(output, found, type);
    }

    private Result sums(CumulativeSum operator) {
        Order order = nodes.commonOrder(operator);
        String axis = nodes.integers(operator, "axis", order.position(operator.axis()));
        String sums = nodes.node(
                operator,
                "CumSum",
                List.of(nodes.reals(operator.input(), order), axis),
                Attributes.integer("exclusive", operator.exclusive() ? 1 : 0),
                Attributes.integer("reverse", operator.reverse() ? 1 : 0));
        return nodes.store(operator, sums, order);
    }

    private Result largest(TopK operator) {
        Order order = nodes.values().order(operator.input());
        String values = nodes.values().name(operator.values());
        String count = nodes.file().integers(values + "/k", operator.count());
        List<String> found = nodes.file()
                .nodes(
                        List.of(values, nodes.values().name(operator.indices())),
                        "TopK",
                        List.of(nodes.reals(operator.input(), order), count),
                        Attributes.integer("axis", order.position(order.rank() - 1)));
        nodes.values().computed(operator.indices(), positions(operator.indices(), found.get(1)), order);
        return new Result(nodes.quantization().stored(operator.values(), found.get(0)), order);
    }
}
