// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The channels of a tensor: the axis along which they lie, and who owns each position there. A channel may own several
 * positions: of a flattened image [H * W * C] channel c owns H * W.
 */
public final class Channels {
    /** Of a tensor that stays whole. */
    static final Channels WHOLE = new Channels(-1, new int[0]);

    private final int axis;
    private final int[] owners;

    Channels(int axis, int... owners) {
        this.axis = axis;
        this.owners = owners;
    }

    boolean isWhole() {
        return axis < 0;
    }

    /** {@return the dimension along which they lie, not negative} */
    public int axis() {
        return axis;
    }

    /** {@return the size of that dimension} */
    public int size() {
        return owners.length;
    }

    /**
     * {@return the group that owns a position}
     *
     * @param position 0 to {@link #size} less 1
     */
    public int group(int position) {
        return owners[position];
    }

    /** {@return the distinct groups, ascending} */
    public IntStream groups() {
        return Arrays.stream(owners).sorted().distinct();
    }

    /**
     * {@return the positions whose group stays, ascending}
     *
     * @param removed whether a group goes
     */
    int[] kept(IntPredicate removed) {
        return IntStream.range(0, owners.length)
                .filter(position -> !removed.test(owners[position]))
                .toArray();
    }

    int[] owners() {
        return owners.clone();
    }

    Channels along(int otherAxis) {
        return isWhole() ? this : new Channels(otherAxis, owners);
    }

    @Override
    public String toString() {
        return "axis " + axis + " of " + Arrays.toString(owners);
    }
}
