// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Under which names and in which orders the graph's tensors are in the file. Constants are in any order that is asked
 * for.
 */
final class Values {

    /**
     * A constant as the file holds it: its elements seen as {@code view}, in an order, as a tensor of sizes {@code
     * dims}.
     */
    private record Form(int constant, Shape view, Order order, List<Integer> dims) {}

    private final Graph graph;
    private final FileGraph file;
    private final Names names;
    private final InterfaceLayout layout;
    private final String[] tensorNames;
    /** By tensor; the order in which it was computed comes first. */
    private final List<Map<Order, String>> byOrder = new ArrayList<>();

    private final Map<Form, String> constants = new HashMap<>();
    /** Values that a tensor is in: their names are in use. */
    private final Set<String> held = new HashSet<>();

    /** Reserves the names of inputs and outputs first, so that they keep them, and declares the inputs. */
    Values(Graph graph, FileGraph file, Names names, InterfaceLayout layout) {
        this.graph = graph;
        this.file = file;
        this.names = names;
        this.layout = layout;
        this.tensorNames = new String[graph.tensors().size()];
        graph.inputs().forEach(this::name);
        graph.outputs().forEach(this::name);
        IntStream.range(0, tensorNames.length).forEach(this::name);
        for (Tensor tensor : graph.tensors()) {
            byOrder.add(new LinkedHashMap<>());
        }
        for (int input : graph.inputs()) {
            Tensor tensor = graph.tensor(input);
            Order order = outside(tensor);
            file.input(name(input), tensor.type(), order.apply(tensor.shape()));
            hold(input, order, name(input));
        }
    }

    /** The name of a tensor in the file, in the first of its orders or as an output. */
    String name(int tensor) {
        if (tensorNames[tensor] == null) {
            tensorNames[tensor] = names.unique(graph.tensor(tensor).name());
        }
        return tensorNames[tensor];
    }

    private Order outside(Tensor tensor) {
        int rank = tensor.shape().rank();
        return layout == InterfaceLayout.NCHW ? Order.natural(rank) : Order.same(rank);
    }

    /** The order in which a tensor was computed; a constant's own, though it is in any. */
    Order order(int tensor) {
        return graph.tensor(tensor).isConstant()
                ? Order.same(graph.tensor(tensor).shape().rank())
                : byOrder.get(tensor).keySet().iterator().next();
    }

    /**
     * A tensor in an order. One of lower rank than the order gets leading dimensions of size 1, as broadcasting gives
     * it. What is not there yet is made by Transpose and Reshape.
     */
    String get(int tensor, Order order) {
        Shape shape = withRank(graph.tensor(tensor).shape(), order.rank());
        if (graph.tensor(tensor).isConstant()) {
            return constant(tensor, shape, order, order.apply(shape));
        }
        String present = byOrder.get(tensor).get(order);
        if (present == null) {
            present = inOrder(tensor, shape, order);
            hold(tensor, order, present);
        }
        return present;
    }

    private String inOrder(int tensor, Shape shape, Order order) {
        int rank = graph.tensor(tensor).shape().rank();
        if (rank == order.rank()) {
            Order stored = order(tensor);
            return transpose(tensor, get(tensor, stored), order.permutationFrom(stored));
        }
        Order same = Order.same(shape.rank());
        if (order.liesAs(same, shape)) {
            return reshape(tensor, get(tensor, Order.same(rank)), order.apply(shape));
        }
        String expanded = reshape(tensor, get(tensor, Order.same(rank)), shape.dims());
        return transpose(tensor, expanded, order.permutationFrom(same));
    }

    private String transpose(int tensor, String value, int[] permutation) {
        return file.node(name(tensor), "Transpose", List.of(value), Attributes.integers("perm", permutation));
    }

    /** A value of a tensor in other sizes. */
    String reshape(int tensor, String value, int... dims) {
        return file.node(name(tensor), "Reshape", List.of(value, file.integers(name(tensor) + "/shape", dims)));
    }

    private static Shape withRank(Shape shape, int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        System.arraycopy(shape.dims(), 0, dims, rank - shape.rank(), shape.rank());
        return Shape.of(dims);
    }

    /** A constant, its elements seen as {@code view}, brought into an order and declared as of sizes {@code dims}. */
    String constant(int tensor, Shape view, Order order, int... dims) {
        Form form = new Form(tensor, view, order, IntStream.of(dims).boxed().toList());
        String present = constants.get(form);
        if (present == null) {
            Tensor constant = graph.tensor(tensor);
            present = constants.containsValue(name(tensor)) ? names.unique(name(tensor)) : name(tensor);
            boolean packed = constant.type() == DataType.INT4;
            ByteBuffer elements = packed
                    ? ByteBuffer.wrap(
                            PackedInt4.unpack(constant.data(), constant.shape().elements()))
                    : constant.data();
            ByteBuffer ordered = Transposition.apply(
                    elements,
                    packed ? 1 : constant.type().bytes(),
                    view.dims(),
                    order.permutationFrom(Order.same(order.rank())));
            file.constant(
                    present,
                    constant.type(),
                    dims,
                    packed ? ByteBuffer.wrap(PackedInt4.pack(ordered.array())) : ordered);
            constants.put(form, present);
        }
        return present;
    }

    private void hold(int tensor, Order order, String value) {
        byOrder.get(tensor).put(order, value);
        held.add(value);
    }

    /** Notes what holds a tensor: the last node's output, which gets its name, or a value that another tensor is in. */
    void computed(int tensor, String value, Order order) {
        Order outside = outside(graph.tensor(tensor));
        boolean asOutput = graph.outputs().contains(tensor);
        if (file.isLast(value) && !held.contains(value) && (!asOutput || order.equals(outside))) {
            file.nameLast(name(tensor));
            hold(tensor, order, name(tensor));
            return;
        }
        hold(tensor, order, value);
        if (asOutput) {
            transpose(tensor, value, outside.permutationFrom(order));
            file.nameLast(name(tensor));
            hold(tensor, outside, name(tensor));
        }
    }

    /**
     * Declares the outputs, which the file wants computed by nodes and different from each other. Returns which tensor
     * each is, by its name.
     */
    Map<String, Integer> declareOutputs() {
        Map<String, Integer> declared = new LinkedHashMap<>();
        for (int i = 0; i < graph.outputs().size(); i++) {
            int output = graph.outputs().get(i);
            Tensor tensor = graph.tensor(output);
            Order order = outside(tensor);
            String value = get(output, order);
            boolean copied = tensor.isConstant()
                    || graph.inputs().contains(output)
                    || graph.outputs().indexOf(output) < i;
            String name = copied ? file.node(value, "Identity", List.of(value)) : value;
            file.output(name, tensor.type(), order.apply(tensor.shape()));
            declared.put(name, output);
        }
        return declared;
    }
}
