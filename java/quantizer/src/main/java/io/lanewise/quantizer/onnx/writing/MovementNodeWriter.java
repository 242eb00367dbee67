// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Operators that move elements. Their axes are those of the file's order. */
record MovementNodeWriter(Nodes nodes, MatmulNodeWriter matmul) {

    void addTo(KindTable<Result> table) {
        table.add(BroadcastTo.class, this::broadcast);
        table.add(Concatenation.class, this::concatenation);
        table.add(Pad.class, this::pad);
        table.add(Reshape.class, this::reshape);
        table.add(Slice.class, this::slice);
        table.add(Transpose.class, this::transpose);
    }

    private Result broadcast(BroadcastTo operator) {
        Shape from = nodes.shape(operator.input());
        Shape to = nodes.shape(operator.output());
        Order read = from.rank() == to.rank() ? nodes.commonOrder(operator) : Order.same(from.rank());
        Order written = from.rank() == to.rank() ? read : Order.same(to.rank());
        String expanded = nodes.node(
                operator,
                "Expand",
                List.of(nodes.reals(operator.input(), read), nodes.integers(operator, "shape", written.apply(to))));
        return nodes.store(operator, expanded, written);
    }

    private Result concatenation(Concatenation operator) {
        Order order = nodes.commonOrder(operator);
        List<String> inputs = operator.inputs().stream()
                .map(input -> nodes.reals(input, order))
                .toList();
        String joined =
                nodes.node(operator, "Concat", inputs, Attributes.integer("axis", order.position(operator.axis())));
        return nodes.store(operator, operator.activation(), joined, order);
    }

    /** The padding is real 0, ONNX's default. */
    private Result pad(Pad operator) {
        Order order = nodes.commonOrder(operator);
        int[] pads = Stream.of(operator.before(), operator.after())
                .flatMapToInt(side -> order.dims().stream().mapToInt(side::get))
                .toArray();
        String padded = nodes.node(
                operator, "Pad", List.of(nodes.reals(operator.input(), order), nodes.integers(operator, "pads", pads)));
        return nodes.store(operator, padded, order);
    }

    /** Ends lie one step behind the last cell; before cell 0 that is far below, as -1 would mean the last one. */
    private Result slice(Slice operator) {
        Order order = nodes.commonOrder(operator);
        Shape cells = nodes.shape(operator.output());
        int[] ends = order.dims().stream()
                .mapToInt(d -> {
                    int end = operator.begin().get(d)
                            + cells.dim(d) * operator.strides().get(d);
                    return end < 0 ? -Integer.MAX_VALUE : end;
                })
                .toArray();
        String sliced = nodes.node(
                operator,
                "Slice",
                List.of(
                        nodes.reals(operator.input(), order),
                        nodes.integers(
                                operator,
                                "starts",
                                order.dims().stream()
                                        .mapToInt(operator.begin()::get)
                                        .toArray()),
                        nodes.integers(operator, "ends", ends),
                        nodes.integers(
                                operator,
                                "axes",
                                IntStream.range(0, order.rank()).toArray()),
                        nodes.integers(
                                operator,
                                "steps",
                                order.dims().stream()
                                        .mapToInt(operator.strides()::get)
                                        .toArray())));
        return nodes.store(operator, sliced, order);
    }

    /** Nothing moves in the file: the same value is the output in another order. */
    private Result transpose(Transpose operator) {
        Order stored = nodes.values().order(operator.input());
        Order seen = new Order(
                stored.dims().stream().map(operator.permutation()::indexOf).toList());
        return new Result(nodes.values().get(operator.input(), stored), seen);
    }

    private Result reshape(Reshape operator) {
        Shape from = nodes.shape(operator.input());
        Shape to = nodes.shape(operator.output());
        Order stored = nodes.values().order(operator.input());
        boolean flattened = matmul.readsFlattened(operator, stored);
        // Elements that lie in the graph's order already need no Transpose before, and such a result none after.
        Order read = flattened || stored.liesAs(Order.same(from.rank()), from) ? stored : Order.same(from.rank());
        Order written = Order.natural(to.rank()).liesAs(Order.same(to.rank()), to)
                ? Order.natural(to.rank())
                : Order.same(to.rank());
        // Integers stay the same, whatever they are said to stand for before.
        String reals =
                nodes.quantization().reals(operator.output(), nodes.values().get(operator.input(), read), read);
        String reshaped = nodes.values().reshape(operator.output(), reals, written.apply(to));
        return nodes.store(operator, Activation.NONE, reshaped, written);
    }
}
