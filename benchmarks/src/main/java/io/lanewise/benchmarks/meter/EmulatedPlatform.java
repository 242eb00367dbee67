// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A platform of the kernel library and how a workstation runs its programs. */
enum EmulatedPlatform {
    ARM64("linux-arm64", "qemu-aarch64", "/usr/aarch64-linux-gnu", List.of()),
    // qemu runs the 32-bit dot product but does not announce it.
    ARMHF("linux-armhf", "qemu-arm", "/usr/arm-linux-gnueabihf", List.of("-E", "LANEWISE_CPU_ISA=armv8-dotprod"));

    /** The platform's name in build folders and tables. */
    final String id;

    final String qemu;
    /** Where qemu finds the dynamic linker and the C library. */
    final String root;
    /** Options of qemu beside those that all platforms have. */
    final List<String> options;

    EmulatedPlatform(String id, String qemu, String root, List<String> options) {
        this.id = id;
        this.qemu = qemu;
        this.root = root;
        this.options = options;
    }

    /** The cores, as llvm-mca names them, that code of an ISA level is for: in order first, then out of order. */
    List<String> cores(String isa) {
        boolean i8mm = isa.contains("i8mm");
        boolean dot = isa.contains("dot");
        if (this == ARM64) {
            return i8mm
                    ? List.of("neoverse-n2")
                    : dot
                            ? List.of("cortex-a55", "neoverse-n1", "neoverse-n2")
                            : List.of(
                                    "cortex-a53",
                                    "cortex-a55",
                                    "cortex-a57",
                                    "cortex-a72",
                                    "neoverse-n1",
                                    "neoverse-n2");
        }
        // LLVM has no schedule of a later core for 32-bit code.
        return dot || i8mm ? List.of("cortex-a57") : List.of("cortex-a9", "cortex-a57");
    }

    static EmulatedPlatform of(String id) {
        return Arrays.stream(values())
                .filter(platform -> platform.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new MeterException("no platform \"" + id + "\"; there are "
                        + Arrays.stream(values()).map(platform -> platform.id).collect(Collectors.joining(", "))));
    }
}
