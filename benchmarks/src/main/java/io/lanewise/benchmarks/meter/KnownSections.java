// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.List;

/**
 * Proves the meter by sections whose instructions are known: the program writes an empty one and one with a counted
 * loop.
 */
final class KnownSections {
    private static final String EMPTY = "empty";
    private static final int KNOWN = 2001;
    /** What a mark and the call of an empty function may cost. */
    private static final int SMALL = 20;

    private KnownSections() {}

    /** Throws where the known sections of a platform are missing or counted wrongly. */
    static void check(List<Measurement> measurements) {
        long empty = instructions(measurements, EMPTY);
        long more = instructions(measurements, EMPTY + " and " + KNOWN + " instructions") - empty;
        if (empty > SMALL || more != KNOWN) {
            throw new MeterException("the meter counts wrongly: " + empty + " instructions of an empty section, " + more
                    + " more of one that has " + KNOWN + " more");
        }
    }

    private static long instructions(List<Measurement> measurements, String name) {
        return measurements.stream()
                .filter(m -> m.workload().group().equals("meter")
                        && m.workload().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MeterException("no section \"" + name + "\""))
                .instructions();
    }
}
