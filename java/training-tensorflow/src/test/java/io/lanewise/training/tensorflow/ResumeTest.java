// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.training.CheckpointFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it trains, and another that goes on. */
class ResumeTest {
    private static final int SIGKILL = 137;

    @TempDir
    private Path folder;

    @Test
    void aKilledRunEndsWithTheSameBytes() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole.tflite");
        Process uninterrupted = start("whole.zip", whole);
        List<String> steps = lines(uninterrupted, Integer.MAX_VALUE);
        assertEquals(0, uninterrupted.waitFor());

        Path resumed = folder.resolve("resumed.tflite");
        // In the middle of the steps as float, of the reconstruction, which begins anew, and of a pass of the integers.
        for (int more : new int[] {1, 12, 2 * TrainingProgram.RECONSTRUCTION_STEPS + 15}) {
            Process killed = start("killed.zip", resumed);
            assertEquals(more, lines(killed, more).size());
            killed.destroyForcibly();
            assertEquals(SIGKILL, killed.waitFor());
            assertTrue(Files.notExists(resumed));
        }
        Process last = start("killed.zip", resumed);
        assertTrue(lines(last, Integer.MAX_VALUE).size() < steps.size());
        assertEquals(0, last.waitFor());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(resumed));
    }

    private Process start(String checkpoint, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProgram.class.getName(),
                folder.resolve(checkpoint).toString(),
                output.toString());
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        return builder.redirectError(folder.resolve("errors.txt").toFile()).start();
    }

    /** What it says: so many lines, or all. */
    private static List<String> lines(Process process, int most) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = process.inputReader();
        for (String line = ""; lines.size() < most && line != null; line = reader.readLine()) {
            if (line.startsWith("step ")) {
                lines.add(line);
            }
        }
        return lines;
    }

    @Test
    void refusesTheCheckpointOfAnotherRun() throws IOException, InterruptedException {
        assertEquals(0, drained(start("run.zip", folder.resolve("one.tflite"))));
        String message = assertThrows(
                        IOException.class,
                        () -> new CheckpointFile(folder.resolve("run.zip"), "other spots", Duration.ZERO))
                .getMessage();
        assertTrue(message.contains("run.zip is the checkpoint of another run"), message);
    }

    private static int drained(Process process) throws IOException, InterruptedException {
        lines(process, Integer.MAX_VALUE);
        return process.waitFor();
    }
}
