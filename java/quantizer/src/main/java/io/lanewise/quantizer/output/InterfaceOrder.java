// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives a graph that was read from a file the inputs and outputs of the one that was written. A file may have
 * channels first where the graph has them last, and reading it leaves what it does not take for an image as it is.
 */
final class InterfaceOrder {
    private final Graph read;
    private final GraphEditor editor;
    private boolean ambiguous;

    private InterfaceOrder(Graph read) {
        this.read = read;
        this.editor = GraphEditor.withoutOperators(read);
    }

    /**
     * The graphs that the read one may stand for: by shapes alone there are several where an image has as many
     * channels as rows and columns.
     */
    static List<Graph> candidates(Graph written, Graph read) {
        List<Graph> candidates = new ArrayList<>();
        for (int choice = 0; choice < 4; choice++) {
            InterfaceOrder order = new InterfaceOrder(read);
            Graph candidate = order.like(written, (choice & 1) != 0, (choice & 2) != 0);
            if (choice == 0 || order.ambiguous) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    /**
     * What is assumed where shapes tell nothing: {@code inputsFirst} of the inputs' channels, {@code outputsFirst} of
     * the outputs'.
     */
    private Graph like(Graph written, boolean inputsFirst, boolean outputsFirst) {
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < read.inputs().size(); i++) {
            Tensor wanted = written.tensor(written.inputs().get(i));
            int[] order = order(wanted, read.tensor(read.inputs().get(i)), inputsFirst);
            int input = order == null ? read.inputs().get(i) : add(wanted);
            if (order != null) {
                editor.add(new Transpose(
                        input, read.inputs().get(i), IntStream.of(order).boxed().toList()));
            }
            inputs.add(input);
        }
        read.operators().forEach(editor::add);
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < read.outputs().size(); i++) {
            Tensor wanted = written.tensor(written.outputs().get(i));
            int[] order = order(wanted, read.tensor(read.outputs().get(i)), outputsFirst);
            int output = order == null ? read.outputs().get(i) : add(wanted);
            if (order != null) {
                editor.add(new Transpose(read.outputs().get(i), output, inverse(order)));
            }
            outputs.add(output);
        }
        editor.setInterface(inputs, outputs);
        return editor.graph();
    }

    private int add(Tensor wanted) {
        return editor.add(new Tensor(wanted.name(), wanted.type(), wanted.shape(), wanted.quantization(), null));
    }

    /** The permutation that makes the file's order of the graph's; null if they are the same. */
    private int[] order(Tensor written, Tensor read, boolean channelsFirst) {
        int[] dims = written.shape().dims();
        int rank = dims.length;
        int[] order = IntStream.range(0, rank)
                .map(d -> d == 0 ? 0 : d == 1 ? rank - 1 : d - 1)
                .toArray();
        boolean same = written.shape().equals(read.shape());
        int[] moved = IntStream.of(order).map(d -> dims[d]).toArray();
        boolean permuted = rank > 2 && Arrays.equals(moved, read.shape().dims());
        ambiguous |= permuted && same;
        return permuted && (!same || channelsFirst) ? order : null;
    }

    private static List<Integer> inverse(int[] order) {
        Integer[] inverse = new Integer[order.length];
        for (int d = 0; d < order.length; d++) {
            inverse[order[d]] = d;
        }
        return List.of(inverse);
    }
}
