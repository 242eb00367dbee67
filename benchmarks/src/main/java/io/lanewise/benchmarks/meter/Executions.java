// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often blocks were executed.
 *
 * @param counts executions of each block, not 0
 */
record Executions(Map<Block, Long> counts) {

    /** Number of executed instructions. */
    long instructions() {
        return counts.entrySet().stream().mapToLong(Executions::instructions).sum();
    }

    /**
     * What is left without the executions of another run. Code that holds addresses may differ between runs and then
     * has negative counts here: so the sum stays right.
     */
    Executions minus(Executions other) {
        Map<Block, Long> difference = new HashMap<>(counts);
        other.counts.forEach((block, count) -> difference.merge(block, -count, Long::sum));
        difference.values().removeIf(count -> count == 0);
        return new Executions(difference);
    }

    /** The blocks that together execute at least a share of all instructions, those that execute most first. */
    List<Block> hottest(double share) {
        List<Map.Entry<Block, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Comparator.<Map.Entry<Block, Long>>comparingLong(Executions::instructions)
                .reversed()
                .thenComparing(entry -> entry.getKey().code()));
        double enough = share * instructions();
        List<Block> blocks = new ArrayList<>();
        long covered = 0;
        for (Map.Entry<Block, Long> entry : sorted) {
            if (covered >= enough) {
                break;
            }
            covered += instructions(entry);
            blocks.add(entry.getKey());
        }
        return blocks;
    }

    private static long instructions(Map.Entry<Block, Long> entry) {
        return entry.getKey().instructions() * entry.getValue();
    }
}
