// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A test without its data says in the log that it was not run, and why. */
class SharedDataTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsMissingIsSaid() {
        String shared = System.getProperty("lanewise.shared");
        PrintStream out = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        System.setProperty("lanewise.shared", folder.toString());
        try {
            TestAbortedException e = assertThrows(TestAbortedException.class, () -> SharedData.file("absent"));
            String reason = "no " + folder.resolve("data/absent") + " (give the folder by -Dlanewise.shared)";
            assertEquals(reason, e.getMessage());
            assertEquals(
                    "not run: " + reason, log.toString(StandardCharsets.UTF_8).strip());
        } finally {
            System.setOut(out);
            if (shared == null) {
                System.clearProperty("lanewise.shared");
            } else {
                System.setProperty("lanewise.shared", shared);
            }
        }
    }
}
