// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

/** A block at its place in memory. */
record LocatedBlock(long address, Block block) {
    private static final long PAGE = 4096;

    long end() {
        return address + block.code().length() / 2;
    }

    /** Whether the block ends at a page's end, or before an instruction that lies in both pages. */
    boolean endsWithPage() {
        return end() % PAGE == 0 || end() % PAGE == PAGE - 2 || address % PAGE == PAGE - 2;
    }

    /** This block and the one that follows it, as one. */
    LocatedBlock with(LocatedBlock next) {
        return new LocatedBlock(
                address, new Block(block.code() + next.block.code(), block.instructions() + next.block.instructions()));
    }
}
