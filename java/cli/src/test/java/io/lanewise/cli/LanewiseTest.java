// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanewiseTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"quantize", "prune", "evaluate", "compare", "report", "run", "inspect", "doctor", "demo"})
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        String help = String.join("\n", Outcome.of(command, "--help").lines());
        assertTrue(help.startsWith("Usage: lanewise " + command), help);
        assertTrue(help.contains("Examples:\n  lanewise "), help);
        assertTrue(help.contains("2   the command line is wrong"), help);
        help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
        assertTrue(
                help.substring(help.indexOf("Examples:")).lines().skip(1).allMatch(line -> line.startsWith("  ")),
                help);
        assertTrue(String.join("\n", Outcome.of("--help").lines()).contains("\n  " + command), command);
    }

    @Test
    void wrongUsageIsRefused() {
        Outcome.of().assertRefused("lanewise: no command given", "Try 'lanewise --help'.");
        Outcome.of("inspekt")
                .assertRefused(
                        "lanewise: Unmatched argument at index 0: 'inspekt'",
                        "Did you mean: lanewise inspect or lanewise train?",
                        "Try 'lanewise --help'.");
        Outcome.of("inspect")
                .assertRefused(
                        "lanewise inspect: Missing required parameter: 'MODEL'", "Try 'lanewise inspect --help'.");
        Outcome.of("inspect", "x", "--backend", "gpu")
                .assertRefused(
                        "lanewise inspect: Invalid value for option '--backend':"
                                + " expected one of [AUTO, NATIVE, JAVA] (case-insensitive) but was 'gpu'",
                        "Try 'lanewise inspect --help'.");
        Outcome.of("evaluate", "x", "-s", "y", "--scale", "1/x")
                .assertRefused(
                        "lanewise evaluate: Invalid value for option"
                                + " '--scale': '1/x' is not a number such as 0.5 or 1/255",
                        "Try 'lanewise evaluate --help'.");
    }

    @Test
    void aFailureIsOneLineUnlessVerbose() throws IOException {
        Path file = Files.writeString(folder.resolve("a.tflite"), "not a model");
        Outcome.of("inspect", file)
                .assertFailed("lanewise inspect: " + file + ": is not a .tflite model: \"TFL3\" is missing at byte 4");
        Path absent = folder.resolve("absent");
        Outcome.of("inspect", absent).assertFailed("lanewise inspect: " + absent + " does not exist");
        Outcome verbose = Outcome.of("inspect", file, "--verbose");
        assertEquals(1, verbose.exitCode());
        assertTrue(verbose.err().contains("ModelException") && verbose.err().contains("\n    at "), verbose.err());
    }

    @Test
    void doctorNamesBackendAndPlatform() {
        String text = String.join("\n", Outcome.of("doctor").lines());
        assertTrue(text.contains("backend: "), text);
        assertTrue(text.contains("platform: linux-"), text);
    }
}
