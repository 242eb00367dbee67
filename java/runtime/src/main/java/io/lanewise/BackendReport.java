// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import io.lanewise.execution.neon.NeonKernels;
import io.lanewise.internal.CpuFeatures;
import io.lanewise.internal.Lanewise;
import io.lanewise.internal.NativeLibrary;
import io.lanewise.internal.Platform;
import java.util.ArrayList;
import java.util.List;

/** The text of {@link Backend#describe}. */
final class BackendReport {

    private BackendReport() {}

    static String text() {
        List<String> lines = new ArrayList<>();
        boolean isNative = false;
        try {
            Backends.Choice choice = Backends.choose(Backend.AUTO);
            isNative = choice.kernels() instanceof NeonKernels;
            lines.add("backend: " + choice.kernels().name());
            lines.add("because: " + choice.reason());
        } catch (NativeLibraryException | IllegalArgumentException e) {
            lines.add("backend: none");
            lines.add("because: " + e.getMessage());
        }
        lines.add("platform: " + Platform.current());
        lines.add("core features: " + String.join(" ", CpuFeatures.current().names()));
        if (isNative) {
            addLibrary(lines);
        }
        return String.join("\n", lines);
    }

    private static void addLibrary(List<String> lines) {
        lines.add("library: " + NativeLibrary.file());
        NativeLibrary.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add("build: " + Lanewise.lanewise_build_id().getString());
        lines.add("ISA level: " + Lanewise.lanewise_isa().getString() + " (the core allows "
                + Lanewise.lanewise_cpu_isa().getString() + ')');
        for (int row = 0; row < Lanewise.lanewise_microkernel_count(); row++) {
            lines.add("microkernel: " + Lanewise.lanewise_microkernel_name(row).getString() + " ("
                    + Lanewise.lanewise_microkernel_isa(row).getString() + ')');
        }
    }
}
