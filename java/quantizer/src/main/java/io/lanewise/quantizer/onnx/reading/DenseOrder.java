// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Uses;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Lets dense layers read images as they lie: ONNX flattens NCHW, so that an NHWC image would have to be transposed
 * first. Instead the columns of the weights are put into the image's order.
 */
final class DenseOrder {
    /** Of moves in a row; models flatten with two or three. Those in front of them stay. */
    private static final int MOST_MOVES = 16;

    private final Graph graph;
    private final ReadingBudget budget;
    private final GraphEditor editor;
    private final Uses uses;

    private DenseOrder(Graph graph, ReadingBudget budget) {
        this.graph = graph;
        this.budget = budget;
        this.editor = GraphEditor.withoutOperators(graph);
        this.uses = new Uses(graph);
    }

    /** {@code budget}: takes the weights in their new order. */
    static Graph apply(Graph graph, ReadingBudget budget) {
        if (graph.operators().stream().noneMatch(Transpose.class::isInstance)) {
            return graph;
        }
        DenseOrder pass = new DenseOrder(graph, budget);
        for (Operator operator : graph.operators()) {
            pass.editor.add(operator instanceof FullyConnected dense ? pass.arranged(dense) : operator);
        }
        pass.editor.removeUnneeded();
        return pass.editor.graph();
    }

    private FullyConnected arranged(FullyConnected dense) {
        Deque<Operator> moves = new ArrayDeque<>();
        int source = dense.input();
        while (moves.size() < MOST_MOVES && isMove(uses.producer(source))) {
            Operator move = graph.operators().get(uses.producer(source));
            moves.addFirst(move);
            source = move.inputs().get(0);
        }
        Tensor image = graph.tensor(source);
        boolean same =
                Objects.equals(image.quantization(), graph.tensor(dense.input()).quantization());
        if (moves.stream().noneMatch(Transpose.class::isInstance) || dense.keepDims() || !same) {
            return dense;
        }
        budget.spend((long) Integer.BYTES * image.shape().elements()
                + graph.tensor(dense.weights()).bytes());
        int[] columns = columns(
                offsets(image.shape().elements(), moves),
                graph.tensor(dense.weights()).shape().dim(1));
        if (columns == null) {
            return dense;
        }
        int rows = editor.add(new Tensor(
                graph.tensor(dense.input()).name(),
                image.type(),
                Shape.of(image.shape().elements() / columns.length, columns.length),
                image.quantization(),
                null));
        editor.add(new Reshape(source, rows));
        int weights = editor.add(reordered(graph.tensor(dense.weights()), columns));
        return new FullyConnected(rows, weights, dense.bias(), dense.output(), dense.activation(), false);
    }

    private boolean isMove(int index) {
        Operator operator = index == Uses.NONE ? null : graph.operators().get(index);
        return operator instanceof Reshape || operator instanceof Transpose;
    }

    /** Which element of the first move's input each element of the last one's output is. */
    private int[] offsets(int elements, Deque<Operator> moves) {
        int[] offsets = IntStream.range(0, elements).toArray();
        for (Operator move : moves) {
            if (move instanceof Transpose transpose) {
                int[] dims = graph.tensor(transpose.input()).shape().dims();
                int[] permutation =
                        transpose.permutation().stream().mapToInt(i -> i).toArray();
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
}
