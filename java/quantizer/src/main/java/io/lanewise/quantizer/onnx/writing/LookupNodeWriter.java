// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Elements found or put by indices, which are int64: all nodes take these. */
record LookupNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Gather.class, this::gather);
        table.add(GatherNd.class, this::gatherNd);
        table.add(ScatterNd.class, this::scatterNd);
    }

    private Result gather(Gather operator) {
        if (operator.batchDims() > 0) {
            return gatherOfBatches(operator);
        }
        Order order = Order.same(nodes.shape(operator.input()).rank());
        String gathered = nodes.node(
                operator,
                "Gather",
                List.of(nodes.reals(operator.input(), order), indices(operator.indices())),
                Attributes.integer("axis", operator.axis()));
        return store(operator, gathered);
    }

    /**
     * As rows that coordinates of one number name, in every batch: with the axis right behind the batches, which puts
     * what was chosen there as well.
     */
    private Result gatherOfBatches(Gather operator) {
        int batches = operator.batchDims();
        int axis = operator.axis();
        int chosen = nodes.shape(operator.indices()).rank() - batches;
        Order read = moved(nodes.shape(operator.input()).rank(), batches, axis, 1);
        Order written = moved(nodes.shape(operator.output()).rank(), batches, axis, chosen);
        Shape at = nodes.shape(operator.indices());
        int[] coordinates =
                IntStream.concat(IntStream.of(at.dims()), IntStream.of(1)).toArray();
        String gathered = nodes.node(
                operator,
                "GatherND",
                List.of(
                        nodes.reals(operator.input(), read),
                        nodes.values().reshape(operator.output(), indices(operator.indices()), coordinates)),
                Attributes.integer("batch_dims", batches));
        return nodes.store(operator, gathered, written);
    }

    /** So many dimensions from {@code from} on, moved to {@code to}. */
    private static Order moved(int rank, int to, int from, int count) {
        return new Order(IntStream.concat(
                        IntStream.concat(IntStream.range(0, to), IntStream.range(from, from + count)),
                        IntStream.concat(IntStream.range(to, from), IntStream.range(from + count, rank)))
                .boxed()
                .toList());
    }

    private Result gatherNd(GatherNd operator) {
        Order order = Order.same(nodes.shape(operator.input()).rank());
        String rows = nodes.node(
                operator, "GatherND", List.of(nodes.reals(operator.input(), order), indices(operator.indices())));
        return store(operator, rows);
    }

    /** Into zeros; truths as numbers, since ONNX does not add them. */
    private Result scatterNd(ScatterNd operator) {
        Tensor output = nodes.tensor(operator.output());
        boolean truths = output.type() == DataType.BOOL;
        DataType type = truths ? DataType.INT32 : output.type();
        String updates = nodes.reals(
                operator.updates(), Order.same(nodes.shape(operator.updates()).rank()));
        String put = nodes.node(
                operator,
                "ScatterND",
                List.of(
                        zeros(operator, type, output.shape()),
                        indices(operator.indices()),
                        truths ? nodes.cast(operator, updates, type) : updates),
                Attributes.string("reduction", "add"));
        return store(operator, truths ? nodes.cast(operator, put, DataType.BOOL) : put);
    }

    private String zeros(ScatterNd operator, DataType type, Shape shape) {
        ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(type.bytes(shape.elements())));
        return nodes.constant(operator, "zeros", type, shape.dims(), data);
    }

    private String indices(int tensor) {
        String indices =
                nodes.values().get(tensor, Order.same(nodes.shape(tensor).rank()));
        return nodes.tensor(tensor).type() == DataType.INT64 ? indices : nodes.cast(tensor, indices, DataType.INT64);
    }

    private Result store(Operator operator, String result) {
        return nodes.store(
                operator, result, Order.same(nodes.shape(operator.output()).rank()));
    }
}
