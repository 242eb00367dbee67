// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together what qemu splits at the ends of memory pages. Otherwise the cycles of a loop, as a block of its own,
 * would depend on where the linker puts it.
 */
final class PageSplits {
    private final Map<LocatedBlock, Long> counts = new LinkedHashMap<>();

    void add(LocatedBlock block, long executions) {
        counts.merge(block, executions, Long::sum);
    }

    /** The executions, of joined blocks where they were split. */
    Executions joined() {
        List<LocatedBlock> blocks = new ArrayList<>(counts.keySet());
        blocks.sort(Comparator.comparingLong(LocatedBlock::address).reversed());
        Map<Long, List<LocatedBlock>> byAddress = new HashMap<>();
        for (LocatedBlock block : blocks) {
            List<LocatedBlock> here = byAddress.computeIfAbsent(block.address(), address -> new ArrayList<>());
            here.add(block);
            if (block.endsWithPage()) {
                byAddress.getOrDefault(block.end(), List.of()).stream()
                        .max(Comparator.comparing(counts::get))
                        .ifPresent(next -> here.add(join(block, next)));
            }
        }
        Map<Block, Long> joined = new HashMap<>();
        counts.forEach((block, executions) -> {
            if (executions > 0) {
                joined.merge(block.block(), executions, Long::sum);
            }
        });
        return new Executions(joined);
    }

    // What ran through both of them ran through the second as often as the first, or the first ended in a branch.
    private LocatedBlock join(LocatedBlock first, LocatedBlock next) {
        LocatedBlock both = first.with(next);
        long through = Math.min(counts.get(first), counts.get(next));
        counts.merge(first, -through, Long::sum);
        counts.merge(next, -through, Long::sum);
        counts.merge(both, through, Long::sum);
        return both;
    }
}
