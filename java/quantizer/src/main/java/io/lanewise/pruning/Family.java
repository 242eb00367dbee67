// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Groups that the same tensors have, and how many of them are removed so far: the worst ones. */
final class Family {
    private final int[] worstFirst;
    private final int multiple;
    private int removed;

    /** {@code multiple}: of how many are kept, where any goes; that many are kept at least. */
    Family(List<Integer> groups, double[] scores, int multiple) {
        this.worstFirst = groups.stream()
                .sorted(Comparator.comparingDouble(group -> scores[group]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.multiple = multiple;
    }

    /** Those that go next, so that a multiple is left; empty if no more may go. */
    int[] next() {
        int left = worstFirst.length - removed;
        int then = (left - 1) / multiple * multiple;
        return then == 0 ? new int[0] : Arrays.copyOfRange(worstFirst, removed, worstFirst.length - then);
    }

    /** Removes them. */
    void removeNext() {
        removed += next().length;
    }

    /** Removes a share, or less, so that a multiple is left. */
    void removeShare(double ratio) {
        long wanted = Math.round(Math.floor(ratio * worstFirst.length + 1e-9));
        removed = 0;
        while (next().length > 0 && removed + next().length <= wanted) {
            removeNext();
        }
    }

    IntStream removed() {
        return Arrays.stream(worstFirst, 0, removed);
    }
}
