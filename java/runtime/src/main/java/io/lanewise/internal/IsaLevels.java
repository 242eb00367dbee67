// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names of this platform's ISA levels, as users write them. For a loaded library. */
final class IsaLevels {
    private static final String PROPERTY = "lanewise.isa";
    /** Read by the library itself, which goes on without a name that it does not know. */
    private static final List<String> VARIABLES = List.of("LANEWISE_ISA", "LANEWISE_CPU_ISA");

    private IsaLevels() {}

    /** @throws IllegalArgumentException if the property {@code lanewise.isa} names no level of this platform */
    static void limit() {
        String level = System.getProperty(PROPERTY);
        if (level != null && Lanewise.lanewise_limit_isa(level) != Lanewise.LANEWISE_OK) {
            throw new IllegalArgumentException("-D" + PROPERTY + '=' + level + ": " + notOneOf());
        }
    }

    /** What is wrong with the variables of this environment that name levels. */
    static List<String> warnings(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        for (String variable : VARIABLES) {
            String level = environment.getOrDefault(variable, "");
            if (!level.isEmpty() && !names().contains(level)) {
                warnings.add(variable + '=' + level + " is ignored: " + notOneOf());
            }
        }
        return warnings;
    }

    private static String notOneOf() {
        return "not an ISA level of this platform, those are " + names();
    }

    private static Set<String> names() {
        Set<String> levels = new TreeSet<>();
        for (int row = 0; row < Lanewise.lanewise_microkernel_count(); row++) {
            levels.add(Lanewise.lanewise_microkernel_isa(row).getString());
        }
        return levels;
    }
}
