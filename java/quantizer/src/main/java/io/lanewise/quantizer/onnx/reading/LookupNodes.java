// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.tensor.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Elements found or put where indices say that an inference computes. */
final class LookupNodes {

    private LookupNodes() {}

    static void addTo(NodeTable table) {
        table.add("Gather", LookupNodes::gather);
        table.add("GatherND", LookupNodes::gatherNd);
        table.add("OneHot", LookupNodes::oneHot);
        table.add("ScatterND", LookupNodes::scatterNd);
    }

    /** The dimensions of the indices take the axis' place, wherever it lies. */
    private static Value gather(Node node, Emission emission) {
        if (node.input(1) instanceof Literal places) {
            return SliceNodes.taken(node.computed(0), places, node.integer("axis", 0), emission);
        }
        Computed x = emission.computed(node.input(0));
        int axis = Node.axis(node.integer("axis", 0), x.rank());
        Computed indices = new Indices(emission).fromStart(node.computed(1), x.dims()[axis]);
        int position = x.order()[axis];
        int more = indices.rank() - 1;
        int[] dims = new int[x.rank() + more];
        int[] order = new int[dims.length];
        for (int d = 0; d < x.rank(); d++) {
            int to = d < axis ? d : d + more;
            if (d != axis) {
                dims[to] = x.dims()[d];
                order[to] = x.order()[d] < position ? x.order()[d] : x.order()[d] + more;
            }
        }
        for (int d = 0; d < indices.rank(); d++) {
            dims[axis + d] = indices.dims()[d];
            order[axis + d] = position + indices.order()[d];
        }
        return emission.emit(dims, order, output -> new Gather(x.tensor(), indices.tensor(), output, position, 0));
    }

    /** Coordinates count in ONNX's order. */
    private static Value gatherNd(Node node, Emission emission) {
        Computed x =
                emission.ordered(node.input(0), Orders.identity(node.input(0).rank()));
        Value given = withBatches(node, node.input(1), node.integer("batch_dims", 0), emission);
        Computed indices = coordinates(given, x.dims(), emission);
        int[] dims = rows(x.dims(), indices.dims());
        return emission.emit(
                dims, Orders.identity(dims.length), output -> new GatherNd(x.tensor(), indices.tensor(), output));
    }

    /** Leading dimensions that input and indices share are coordinates that follow from where an index stands. */
    private static Value withBatches(Node node, Value indices, int batches, Emission emission) {
        int last = indices.rank() - 1;
        Refusal.unless(batches >= 0 && batches <= Math.max(last, 0), "batch_dims %d of %s", batches, indices);
        if (batches == 0) {
            return indices;
        }
        int[] dims = indices.dims().clone();
        dims[last] = batches;
        long[] own = new long[Literal.elements(node.afforded(TensorProto.DataType.INT64, dims))];
        int[] cells = Strides.dense(dims);
        for (int i = 0; i < own.length; i++) {
            int d = i % batches;
            own[i] = i / cells[d] % dims[d];
        }
        return new Layout(emission).concatenate(List.of(Literal.of(own, dims), indices), last);
    }

    /** Rows put into zeros, then chosen where some were put: graphs add rows to zeros alone. */
    private static Value scatterNd(Node node, Emission emission) {
        String reduction = node.text("reduction", "none");
        boolean adds = reduction.equals("add");
        Refusal.unless(adds || reduction.equals("none"), "reduction %s is not supported; none and add are", reduction);
        Computed data =
                emission.ordered(node.input(0), Orders.identity(node.input(0).rank()));
        Computed indices = narrow(coordinates(node.input(1), data.dims(), emission), emission);
        DataType type = emission.type(data);
        int[] rows = rows(data.dims(), indices.dims());
        Computed updates = emission.ordered(node.input(2), Orders.identity(rows.length), type);
        Computed put = put(indices, updates, type, data, emission);
        Elementwise e = new Elementwise(emission);
        if (adds) {
            return e.add(data, put);
        }
        long[] truths = new long[Literal.elements(node.afforded(TensorProto.DataType.BOOL, rows))];
        Arrays.fill(truths, 1);
        Literal everywhere = new Literal(TensorProto.DataType.BOOL, rows, null, truths);
        Computed marks = emission.ordered(everywhere, Orders.identity(rows.length));
        return e.select(put(indices, marks, DataType.BOOL, data, emission), put, data);
    }

    private static Computed put(Computed indices, Computed updates, DataType type, Computed data, Emission emission) {
        return emission.emit(
                type, data.dims(), data.order(), output -> new ScatterNd(indices.tensor(), updates.tensor(), output));
    }

    /** As int32, in which every position of a tensor fits: SCATTER_ND takes no others. */
    private static Computed narrow(Computed indices, Emission emission) {
        if (emission.producer(indices.tensor()) instanceof Cast cast) {
            Computed widened = new Computed(cast.input(), indices.dims(), indices.order());
            if (emission.type(widened) == DataType.INT32) {
                return widened;
            }
        }
        return new Casts(emission).cast(indices, TensorProto.DataType.INT32);
    }

    private static Computed coordinates(Value indices, int[] table, Emission emission) {
        int[] dims = indices.dims();
        int count = dims.length == 0 ? 0 : dims[dims.length - 1];
        Refusal.unless(
                count >= 1 && count <= table.length,
                "coordinates %s of a value of %d dimensions",
                Arrays.toString(dims),
                table.length);
        Computed counted = new Indices(emission).fromStart(indices, Arrays.copyOf(table, count));
        return emission.ordered(counted, Orders.identity(dims.length));
    }

    /** The sizes of the rows that coordinates name. */
    private static int[] rows(int[] table, int[] indices) {
        int last = indices.length - 1;
        return IntStream.concat(Arrays.stream(indices, 0, last), Arrays.stream(table, indices[last], table.length))
                .toArray();
    }

    /** On where the depth's count is the index, off everywhere else. */
    private static Value oneHot(Node node, Emission emission) {
        Value given = node.input(0);
        int depth = (int) node.literal(1).single();
        int axis = Node.axis(node.integer("axis", -1), given.rank() + 1);
        Refusal.unless(depth >= 1 && depth <= Literal.MAX_ELEMENTS, "a depth of %d", depth);
        Literal values = node.literal(2);
        Refusal.unless(values.elements() == 2, "%d values instead of off and on", values.elements());
        Computed indices = new Indices(emission).fromStart(given, depth);
        int[] wide = new int[given.rank() + 1];
        for (int d = 0; d < wide.length; d++) {
            wide[d] = d == axis ? 1 : given.dims()[d < axis ? d : d - 1];
        }
        int[] along = new int[wide.length - axis];
        Arrays.fill(along, 1);
        along[0] = depth;
        Literal counts = Literal.of(LongStream.range(0, depth).toArray(), along);
        Elementwise e = new Elementwise(emission);
        Computed isOn = e.compare(Comparison.EQUAL, new Layout(emission).reshape(indices, wide), counts);
        return e.select(isOn, values.gathered(new int[] {1}), values.gathered(new int[] {0}));
    }
}
