// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** Chooses groups of channels, the worst of each family first. */
final class ChannelSelection {
    /** In how fine steps an even share is looked for. */
    private static final int STEPS = 1000;

    private final ChannelGroups groups;
    private final List<Family> families = new ArrayList<>();
    private final double[] scores;
    private final MacCount macs;

    /** {@code excluded}: of what groups the family stays. */
    ChannelSelection(ChannelGroups groups, ChannelScores scores, int multiple, IntPredicate excluded) {
        this.groups = groups;
        this.scores = scores.of(groups);
        this.macs = new MacCount(groups);
        for (List<Integer> family : groups.families()) {
            if (family.stream().noneMatch(excluded::test)) {
                families.add(new Family(family, this.scores, multiple));
            }
        }
    }

    /** A share of each family. */
    GroupSet byRatio(double ratio) {
        families.forEach(family -> family.removeShare(ratio));
        return removed();
    }

    /**
     * Until at most a share of the multiply-accumulates is left.
     *
     * @throws IllegalArgumentException if more is left when all goes that may
     */
    GroupSet toMacs(double share, Distribution distribution) {
        long most = (long) (share * macs.without(group -> false));
        return distribution == Distribution.UNIFORM ? evenly(share, most) : greedily(share, most, distribution);
    }

    private GroupSet evenly(double share, long most) {
        for (int step = 0; step <= STEPS; step++) {
            GroupSet removed = byRatio((double) step / STEPS);
            if (macs.without(removed::contains) <= most) {
                return removed;
            }
        }
        throw unreachable(share);
    }

    private GroupSet greedily(double share, long most, Distribution distribution) {
        BitSet gone = new BitSet();
        while (macs.without(gone::get) > most) {
            Family family = families.stream()
                    .filter(candidate -> candidate.next().length > 0)
                    .min(Comparator.comparingDouble(candidate -> distribution.cost(candidate, scores, macs, gone::get)))
                    .orElseThrow(() -> unreachable(share));
            for (int group : family.next()) {
                gone.set(group);
            }
            family.removeNext();
        }
        return removed();
    }

    private GroupSet removed() {
        return GroupSet.of(
                families.stream().flatMapToInt(Family::removed).boxed().toList());
    }

    private IllegalArgumentException unreachable(double share) {
        GroupSet all = byRatio(1);
        return new IllegalArgumentException(String.format(
                java.util.Locale.ROOT,
                "%s cannot be pruned to %.1f %% of its MACs: with all channels gone that may go, %.1f %% are left",
                groups.graph().name(),
                100 * share,
                100.0 * macs.without(all::contains) / macs.without(group -> false)));
    }
}
