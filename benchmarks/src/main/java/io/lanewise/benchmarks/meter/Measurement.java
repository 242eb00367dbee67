// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.Map;

/**
 * What a workload cost.
 *
 * @param platform name of the platform
 * @param instructions executed by one run
 * @param cycles estimate for one run on each core; empty where none was asked for
 */
record Measurement(String platform, NativeWorkload workload, long instructions, Map<String, Double> cycles) {

    double instructionsPerUnit() {
        return (double) instructions / workload.work();
    }

    /** Cycles per unit of work on a core; NaN where there is no estimate. */
    double cyclesPerUnit(String core) {
        return cycles.getOrDefault(core, Double.NaN) / workload.work();
    }

    /** What tells this measurement from all others of a run. */
    String key() {
        return String.join(",", platform, workload.group(), workload.isa(), workload.name());
    }
}
