// SPDX-License-Identifier: Apache-2.0
package io.lanewise.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Offsets for blocks of memory: the largest block first, each into the smallest gap it fits between the blocks that are
 * alive with it, else behind them. "Greedy by Size for Offset Calculation" of Y. Pisarchyk and J. Lee, Efficient Memory
 * Management for Deep Neural Net Inference, 2020 (arXiv:2001.03288); for most networks it reaches the lower bound, the
 * most that is alive at once.
 */
final class GreedyBySize {

    private record Block(int tensor, long size) {}

    private final Lifetimes lifetimes;
    private final List<Block> blocks = new ArrayList<>();
    private long end;

    GreedyBySize(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    void add(int tensor, long size) {
        blocks.add(new Block(tensor, size));
    }

    /** Places all blocks and returns the offset of each tensor below {@code tensors}; -1 for those not added. */
    long[] offsets(int tensors) {
        long[] offsets = new long[tensors];
        Arrays.fill(offsets, -1);
        blocks.sort(Comparator.comparingLong(Block::size).reversed());
        Occupancy occupancy = new Occupancy(lifetimes.times());
        for (Block block : blocks) {
            int first = lifetimes.first(block.tensor);
            int last = lifetimes.last(block.tensor);
            long offset = occupancy.taken(first, last).smallestGap(block.size);
            offsets[block.tensor] = offset;
            occupancy.take(first, last, offset, offset + block.size);
            end = Math.max(end, offset + block.size);
        }
        return offsets;
    }

    /** One past the last byte used. */
    long end() {
        return end;
    }
}
