// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What Lanewise finds on this machine. */
@Command(
        name = "doctor",
        description = {"Print the platform, the CPU's features, the backend that is chosen and why, and its kernels."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise doctor",
            "  LANEWISE_ISA=aarch64-neon lanewise doctor",
            "  java -Dlanewise.native=off -jar lanewise.jar doctor"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (String line : new LanewiseVersion().getVersion()) {
            out.println(line);
        }
        Backend.describe().lines().forEach(out::println);
        return 0;
    }
}
