// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    /** What a process of its own prints on stdout: variables cannot be set for this one. */
    private static String doctor(Map<String, String> environment, String option)
            throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.lanewise.cli.Lanewise",
                "doctor"));
        java.environment().putAll(environment);
        Process process = java.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out;
    }

    @Test
    void misspeltIsaLevelsInVariablesAreReported() throws IOException, InterruptedException {
        String out = doctor(Map.of("LANEWISE_ISA", "avx3", "LANEWISE_CPU_ISA", "neon"), "-Dlanewise.native=require");
        for (String variable : List.of("LANEWISE_ISA=avx3", "LANEWISE_CPU_ISA=neon")) {
            assertTrue(
                    out.contains(
                            "\nwarning: " + variable + " is ignored: not an ISA level of this platform, those are ["),
                    out);
        }
        assertTrue(out.contains("generic"), out);
    }

    @Test
    void misspeltPropertiesAreReported() throws IOException, InterruptedException {
        String out = doctor(Map.of(), "-Dlanewise.isa=avx3");
        assertTrue(out.contains("\nbecause: -Dlanewise.isa=avx3: not an ISA level of this platform, those are ["), out);
        out = doctor(Map.of(), "-Dlanewise.native=yes");
        assertTrue(out.contains("\nbecause: -Dlanewise.native=yes: expected auto, require or off"), out);
    }
}
