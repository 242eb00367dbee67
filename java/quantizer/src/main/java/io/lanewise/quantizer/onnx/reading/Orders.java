// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Orders in which dimensions lie: {@code order[d]} is the position of ONNX's dimension d in memory. */
final class Orders {

    private Orders() {}

    /** As ONNX has them. */
    static int[] identity(int rank) {
        return IntStream.range(0, rank).toArray();
    }

    /** Channels, ONNX's dimension 1, last: NHWC for NCHW. */
    static int[] channelsLast(int rank) {
        int[] order = identity(rank);
        for (int d = 1; d < rank; d++) {
            order[d] = d == 1 ? rank - 1 : d - 1;
        }
        return order;
    }

    static boolean isIdentity(int[] order) {
        return Arrays.equals(order, identity(order.length));
    }

    /** The same order, with one dimension moved to the end. */
    static int[] lastAxis(int[] order, int axis) {
        int[] moved = order.clone();
        for (int d = 0; d < moved.length; d++) {
            moved[d] = d == axis ? moved.length - 1 : moved[d] > order[axis] ? moved[d] - 1 : moved[d];
        }
        return moved;
    }

    /** Which dimension lies at each position. */
    static int[] inverse(int[] order) {
        int[] inverse = new int[order.length];
        for (int d = 0; d < order.length; d++) {
            inverse[order[d]] = d;
        }
        return inverse;
    }

    /** The sizes of the dimensions that are kept. */
    static int[] kept(int[] dims, boolean[] dropped) {
        return IntStream.range(0, dims.length)
                .filter(d -> !dropped[d])
                .map(d -> dims[d])
                .toArray();
    }

    /** The order of a value that has lost dimensions: those kept close up. */
    static int[] without(int[] order, boolean[] dropped) {
        int[] kept = IntStream.range(0, order.length).filter(d -> !dropped[d]).toArray();
        int[] positions = IntStream.of(kept).map(d -> order[d]).sorted().toArray();
        return IntStream.of(kept)
                .map(d -> Arrays.binarySearch(positions, order[d]))
                .toArray();
    }

    /** The order of a value with dimensions in front, which lie in front in memory as well. */
    static int[] withLeading(int[] order, int leading) {
        int[] wider = identity(order.length + leading);
        for (int d = 0; d < order.length; d++) {
            wider[d + leading] = order[d] + leading;
        }
        return wider;
    }
}
