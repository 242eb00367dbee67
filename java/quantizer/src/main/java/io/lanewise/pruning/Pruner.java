// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.conversion.OperatorPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses channels of a float graph that are to be taken out. What is chosen is a {@link ChannelPruning}, which says
 * what it saves, and does it.
 *
 * <p>Batch normalizations should be part of the weights before
 * ({@link io.lanewise.quantizer.conversion.FuseOperators}), or the norms of weights say little.
 */
public final class Pruner {
    private final ChannelGroups groups;
    private final List<OperatorPattern> excluded = new ArrayList<>();
    private ChannelScores scores = WeightNorm.L1;
    private Distribution distribution = Distribution.MACS;
    private int multiple = 8;

    private Pruner(ChannelGroups groups) {
        this.groups = groups;
    }

    /**
     * {@return a pruner of a graph}
     *
     * @param graph of float32
     */
    public static Pruner of(Graph graph) {
        return of(ChannelGroups.of(graph));
    }

    /**
     * {@return a pruner of a graph whose groups are known}
     *
     * @param groups of the graph
     */
    public static Pruner of(ChannelGroups groups) {
        return new Pruner(groups);
    }

    /**
     * Says how much groups are worth; {@link WeightNorm#L1} if this is not called.
     *
     * @param given scores of all groups
     * @return this
     */
    public Pruner scores(ChannelScores given) {
        scores = given;
        return this;
    }

    /**
     * Says how channels are spread over layers on the way to a target of the whole graph;
     * {@link Distribution#MACS} if this is not called.
     *
     * @param given how
     * @return this
     */
    public Pruner distribution(Distribution given) {
        distribution = given;
        return this;
    }

    /**
     * Keeps a multiple of so many channels wherever some are removed, and at least so many; 8 if this is not called.
     * Kernels compute whole panels of channels: of 9 they take as long as of 16.
     *
     * @param channels 1 or more
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public Pruner multipleOf(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException("a multiple of " + channels + " channels: 1 is the least");
        }
        multiple = channels;
        return this;
    }

    /**
     * Leaves the output channels of operators as they are, and so all that goes with them.
     *
     * @param pattern which operators
     * @return this
     * @throws IllegalArgumentException if it is meant for no operator of the graph
     */
    public Pruner exclude(OperatorPattern pattern) {
        if (groups.graph().operators().stream().noneMatch(operator -> pattern.matches(groups.graph(), operator))) {
            throw new IllegalArgumentException(
                    "no operator of " + groups.graph().name() + " is called \"" + pattern + '"');
        }
        excluded.add(pattern);
        return this;
    }

    /**
     * Chooses a share of each layer's channels.
     *
     * @param ratio what goes, 0 to less than 1; less goes where a multiple of channels asks for it
     * @return what is chosen
     * @throws IllegalArgumentException if the ratio is out of range
     */
    public ChannelPruning byRatio(double ratio) {
        if (!(ratio >= 0 && ratio < 1)) {
            throw new IllegalArgumentException("ratio " + ratio + " is not from 0 to less than 1");
        }
        return new ChannelPruning(groups, selection().byRatio(ratio));
    }

    /**
     * Chooses channels of any layers until no more than a share of the multiply-accumulates is left.
     *
     * @param share what is left, more than 0, at most 1
     * @return what is chosen
     * @throws IllegalArgumentException if the share is out of range, or out of reach; the message says what is left at
     *     least
     */
    public ChannelPruning toMacs(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " of the MACs is not from more than 0 to 1");
        }
        return new ChannelPruning(groups, selection().toMacs(share, distribution));
    }

    private ChannelSelection selection() {
        BitSet stay = new BitSet();
        Graph graph = groups.graph();
        graph.operators().stream()
                .filter(operator -> excluded.stream().anyMatch(pattern -> pattern.matches(graph, operator)))
                .flatMap(operator -> operator.outputs().stream())
                .flatMap(output -> groups.channels(output).stream())
                .flatMapToInt(Channels::groups)
                .forEach(stay::set);
        return new ChannelSelection(groups, scores, multiple, stay::get);
    }
}
