// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void everyBackendGivesTheSameBytes() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> lines = Outcome.of("demo", "-d", folder, "--limit", 200, "--jvm", "another=" + java)
                .lines();
        String text = String.join("\n", lines);
        assertEquals(9, lines.size(), text);
        String[] rows = {
            "glyphs.tflite +native +.* %.*",
            "glyphs.tflite +java +.* %.*",
            "glyphs-int8.tflite +native +.* %.*",
            "glyphs-int8.tflite +java +.* %.*",
            "glyphs-int8.tflite +another +.*"
        };
        for (int i = 0; i < rows.length; i++) {
            assertTrue(lines.get(2 + i).matches(rows[i]), text);
        }
        String checksum = lines.get(4).replaceAll(".* ", "");
        assertTrue(checksum.matches("[0-9a-f]{16}"), text);
        assertTrue(lines.get(5).endsWith(' ' + checksum) && lines.get(6).endsWith(' ' + checksum), text);
        assertTrue(lines.get(8).equals("The int8 outputs are the same on every backend, bit for bit."), text);
        assertTrue(Files.exists(folder.resolve("glyphs-int8.tflite")));
    }

    @Test
    void aJvmThatCannotStartIsNamed() {
        Outcome outcome = Outcome.of("demo", "-d", folder, "--limit", 1, "--jvm", "board=/no/such/java");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("/no/such/java"), outcome.err());
    }
}
