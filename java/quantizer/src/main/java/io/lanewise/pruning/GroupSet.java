// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;

/** Groups of channels that are to be removed. Immutable. */
public final class GroupSet {
    private final BitSet members;

    private GroupSet(BitSet members) {
        this.members = members;
    }

    /**
     * {@return a set of these groups}
     *
     * @param groups their numbers, not negative
     */
    public static GroupSet of(Collection<Integer> groups) {
        BitSet members = new BitSet();
        groups.forEach(members::set);
        return new GroupSet(members);
    }

    /**
     * {@return whether a group is one of them}
     *
     * @param group its number
     */
    public boolean contains(int group) {
        return members.get(group);
    }

    /** {@return how many they are} */
    public int size() {
        return members.cardinality();
    }

    /** {@return their numbers, ascending} */
    public IntStream stream() {
        return members.stream();
    }
}
