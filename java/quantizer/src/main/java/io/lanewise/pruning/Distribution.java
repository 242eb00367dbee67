// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.function.IntPredicate;

/** Which family of groups the next channels are taken from, on the way to a target of the whole graph. */
public enum Distribution {
    /** The same share of every family. */
    UNIFORM,
    /** The lowest mean score. */
    SCORE,
    /** The lowest score for each multiply-accumulate that is saved. */
    SCORE_PER_MAC;

    /** What it costs to take the next groups of a family; the family of the lowest cost is next. */
    double cost(Family family, double[] scores, MacCount macs, IntPredicate removed) {
        int[] next = family.next();
        double sum = 0;
        for (int group : next) {
            sum += scores[group];
        }
        if (this == SCORE) {
            return sum / next.length;
        }
        IntPredicate then = group -> removed.test(group) || contains(next, group);
        long saved = macs.ofUsers(next[0], removed) - macs.ofUsers(next[0], then);
        return saved == 0 ? Double.POSITIVE_INFINITY : sum / saved;
    }

    private static boolean contains(int[] groups, int wanted) {
        for (int group : groups) {
            if (group == wanted) {
                return true;
            }
        }
        return false;
    }
}
