// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.tensor.Shape;
import java.util.Arrays;

/** Where channels lie when the same elements, in the same order, have another shape. */
final class Reshaping {

    private Reshaping() {}

    /**
     * The axis of {@code to} whose positions are each owned by one channel, with their owners;
     * {@link Channels#WHOLE} if there is none. What is left without a channel is then again a dense tensor.
     */
    static Channels of(Channels channels, Shape from, Shape to) {
        if (channels.isWhole()) {
            return channels;
        }
        for (int axis = to.rank() - 1; axis >= 0; axis--) {
            int[] owners = owners(channels, from, to, axis);
            if (owners != null) {
                return new Channels(axis, owners);
            }
        }
        return Channels.WHOLE;
    }

    /** Of an axis; null if a position there has elements of several channels. */
    private static int[] owners(Channels channels, Shape from, Shape to, int axis) {
        int oldInner = inner(from, channels.axis());
        int newInner = inner(to, axis);
        int[] owners = new int[to.dim(axis)];
        Arrays.fill(owners, -1);
        for (int element = 0; element < to.elements(); element++) {
            int position = element / newInner % owners.length;
            int owner = channels.group(element / oldInner % channels.size());
            if (owners[position] >= 0 && owners[position] != owner) {
                return null;
            }
            owners[position] = owner;
        }
        return owners;
    }

    /** The number of elements of one cell of an axis. */
    static int inner(Shape shape, int axis) {
        int inner = 1;
        for (int d = axis + 1; d < shape.rank(); d++) {
            inner *= shape.dim(d);
        }
        return inner;
    }
}
