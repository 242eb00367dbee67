// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

/**
 * One thing that was measured; see {@code benchmarks/native/workload.h}.
 *
 * @param microkernel what did the work; not part of the identity
 * @param work units of work in one run
 */
record NativeWorkload(String group, String isa, String name, String microkernel, String unit, long work) {

    /** From a line of a table: group, isa, name, microkernel, unit, work. */
    static NativeWorkload parse(String[] cells, int first) {
        return new NativeWorkload(
                cells[first],
                cells[first + 1],
                cells[first + 2],
                cells[first + 3],
                cells[first + 4],
                Long.parseLong(cells[first + 5]));
    }

    String csv() {
        return String.join(",", group, isa, name, microkernel, unit, Long.toString(work));
    }
}
