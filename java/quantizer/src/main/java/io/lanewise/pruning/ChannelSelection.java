// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;

/** Chooses groups of channels, the worst of each family first. */
final class ChannelSelection {
    /** In how fine steps an even share is looked for. */
    private static final int STEPS = 1000;
    /** What an output costs beside its sum. */
    private static final int MACS_OF_AN_OUTPUT = 64;

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
        return switch (distribution) {
            case UNIFORM -> evenly(share, most);
            case MACS -> greedily(share, most, MacCount.Left::macs);
            case INSTRUCTIONS -> greedily(share, most, left -> left.macs() + MACS_OF_AN_OUTPUT * left.outputs());
            case WEIGHTS -> greedily(share, most, MacCount.Left::weights);
        };
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

    private GroupSet greedily(double share, long most, ToLongFunction<MacCount.Left> size) {
        BitSet gone = new BitSet();
        while (macs.without(gone::get) > most) {
            Family family = families.stream()
                    .filter(candidate -> candidate.next().length > 0)
                    .min(Comparator.comparingDouble(candidate -> cost(candidate, gone, size)))
                    .orElseThrow(() -> unreachable(share));
            Arrays.stream(family.next()).forEach(gone::set);
            family.removeNext();
        }
        return removed();
    }

    /** What is lost for what is saved, when the next of a family go. */
    private double cost(Family family, BitSet gone, ToLongFunction<MacCount.Left> size) {
        int[] next = family.next();
        BitSet then = (BitSet) gone.clone();
        Arrays.stream(next).forEach(then::set);
        long saved =
                size.applyAsLong(macs.ofUsers(next[0], gone::get)) - size.applyAsLong(macs.ofUsers(next[0], then::get));
        double lost = Arrays.stream(next).mapToDouble(group -> scores[group]).sum();
        return saved == 0 ? Double.POSITIVE_INFINITY : lost / saved;
    }

    private GroupSet removed() {
        return GroupSet.of(
                families.stream().flatMapToInt(Family::removed).boxed().toList());
    }

    private IllegalArgumentException unreachable(double share) {
        GroupSet all = byRatio(1);
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "%s cannot be pruned to %.1f %% of its MACs: with all channels gone that may go, %.1f %% are left",
                groups.graph().name(),
                100 * share,
                100.0 * macs.without(all::contains) / macs.without(group -> false)));
    }
}
