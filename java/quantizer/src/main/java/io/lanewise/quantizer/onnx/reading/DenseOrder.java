// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.quantizer.conversion.RemoveUnusedTensors;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Lets dense layers read images as they lie: ONNX flattens NCHW, so that an NHWC image would have to be transposed first.
 * Instead the columns of the weights are put into the image's order.
 */
final class DenseOrder {
    /** Of moves in a row; models flatten with two or three. Those in front of them stay. */
    private static final int MOST_MOVES = 16;

    private final Graph graph;
    private final ReadingBudget budget;
    private final List<Tensor> tensors;
    private final List<Operator> operators = new ArrayList<>();
    private final Map<Integer, Operator> producers = new HashMap<>();

    private DenseOrder(Graph graph, ReadingBudget budget) {
        this.graph = graph;
        this.budget = budget;
        this.tensors = new ArrayList<>(graph.tensors());
        graph.operators().forEach(operator -> producers.put(operator.output(), operator));
    }

    /** {@code budget}: takes the weights in their new order. */
    static Graph apply(Graph graph, ReadingBudget budget) {
        if (graph.operators().stream().noneMatch(Transpose.class::isInstance)) {
            return graph;
        }
        DenseOrder pass = new DenseOrder(graph, budget);
        for (Operator operator : graph.operators()) {
            pass.operators.add(operator instanceof FullyConnected dense ? pass.arranged(dense) : operator);
        }
        return RemoveUnusedTensors.apply(graph.with(pass.tensors, NeededOperators.of(pass.operators, graph.outputs()),
                graph.inputs(), graph.outputs()));
    }

    private FullyConnected arranged(FullyConnected dense) {
        Deque<Operator> moves = new ArrayDeque<>();
        int source = dense.input();
        while (moves.size() < MOST_MOVES
                && (producers.get(source) instanceof Reshape || producers.get(source) instanceof Transpose)) {
            moves.addFirst(producers.get(source));
            source = producers.get(source).inputs().get(0);
        }
        Tensor image = tensors.get(source);
        boolean same = Objects.equals(image.quantization(), tensors.get(dense.input()).quantization());
        if (moves.stream().noneMatch(Transpose.class::isInstance) || dense.keepDims() || !same) {
            return dense;
        }
        budget.spend((long) Integer.BYTES * image.shape().elements() + tensors.get(dense.weights()).bytes());
        int[] columns = columns(offsets(image.shape().elements(), moves), tensors.get(dense.weights()).shape().dim(1));
        if (columns == null) {
            return dense;
        }
        int rows = add(new Tensor(tensors.get(dense.input()).name(), image.type(),
                Shape.of(image.shape().elements() / columns.length, columns.length), image.quantization(), null));
        operators.add(new Reshape(source, rows));
        return new FullyConnected(rows, add(reordered(tensors.get(dense.weights()), columns)), dense.bias(), dense.output(),
                dense.activation(), false);
    }

    /** Which element of the first move's input each element of the last one's output is. */
    private int[] offsets(int elements, Deque<Operator> moves) {
        int[] offsets = IntStream.range(0, elements).toArray();
        for (Operator move : moves) {
            if (move instanceof Transpose transpose) {
                int[] dims = tensors.get(transpose.input()).shape().dims();
                int[] permutation = transpose.permutation().stream().mapToInt(i -> i).toArray();
                int[] moved = IntStream.of(permutation).map(d -> dims[d]).toArray();
                int[] from = Strides.offsets(moved, Strides.permuted(Strides.dense(dims), permutation));
                int[] before = offsets;
                offsets = IntStream.of(from).map(i -> before[i]).toArray();
            }
        }
        return offsets;
    }

    /** Where each column lies in its row, if that is the same in every row; else null. */
    private static int[] columns(int[] offsets, int depth) {
        int[] columns = Arrays.copyOf(offsets, depth);
        for (int i = 0; i < offsets.length; i++) {
            int column = offsets[i] - i / depth * depth;
            if (column < 0 || column >= depth || column != columns[i % depth]) {
                return null;
            }
        }
        return columns;
    }

    private static Tensor reordered(Tensor weights, int[] columns) {
        int bytes = weights.type().bytes();
        int rowBytes = columns.length * bytes;
        ByteBuffer from = weights.data();
        ByteBuffer to = ByteBuffer.allocate(from.remaining());
        for (int row = 0; row < from.remaining(); row += rowBytes) {
            for (int k = 0; k < columns.length; k++) {
                to.put(row + columns[k] * bytes, from, row + k * bytes, bytes);
            }
        }
        return new Tensor(weights.name(), weights.type(), weights.shape(), weights.quantization(), to);
    }

    private int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }
}
