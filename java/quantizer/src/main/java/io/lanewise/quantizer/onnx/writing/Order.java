// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a tensor's dimensions in the file: its dimension i is the graph's dimension {@code dims.get(i)}.
 *
 * @param dims a permutation of 0 to rank - 1
 */
record Order(List<Integer> dims) {

    /** NCHW in the file of an NHWC image; of weights, [output, height, width, input] as OIHW. */
    static final Order CHANNELS_FIRST = of(0, 3, 1, 2);

    Order {
        dims = List.copyOf(dims);
    }

    static Order of(int... dims) {
        return new Order(IntStream.of(dims).boxed().toList());
    }

    /** The graph's own order. */
    static Order same(int rank) {
        return new Order(IntStream.range(0, rank).boxed().toList());
    }

    /** The last two dimensions, those of matrices, exchanged. */
    static Order transposed(int rank) {
        List<Integer> dims = new ArrayList<>(same(rank).dims);
        Collections.swap(dims, rank - 2, rank - 1);
        return new Order(dims);
    }

    /** Channels first for images, tensors of rank 4; others as they are. */
    static Order natural(int rank) {
        return rank == 4 ? CHANNELS_FIRST : same(rank);
    }

    int rank() {
        return dims.size();
    }

    /** The file's dimension that is the graph's dimension {@code dim}. */
    int position(int dim) {
        return dims.indexOf(dim);
    }

    /** The sizes in the file of a tensor of the graph. */
    int[] apply(Shape shape) {
        return dims.stream().mapToInt(shape::dim).toArray();
    }

    /** ONNX's {@code perm} that brings a tensor in the order {@code stored} into this one. */
    int[] permutationFrom(Order stored) {
        return dims.stream().mapToInt(stored::position).toArray();
    }

    /** Whether elements in the order {@code stored} lie in memory as in this one: only dimensions of size 1 move. */
    boolean liesAs(Order stored, Shape shape) {
        return withoutUnits(shape).equals(stored.withoutUnits(shape));
    }

    private List<Integer> withoutUnits(Shape shape) {
        return dims.stream().filter(d -> shape.dim(d) != 1).toList();
    }

    /** What remains when the graph's dimensions {@code removed} go. */
    Order without(List<Integer> removed) {
        List<Integer> kept = IntStream.range(0, rank())
                .boxed()
                .filter(d -> !removed.contains(d))
                .toList();
        return new Order(dims.stream()
                .filter(d -> !removed.contains(d))
                .map(kept::indexOf)
                .toList());
    }
}
