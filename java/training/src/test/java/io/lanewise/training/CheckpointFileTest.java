// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Relu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final Graph GRAPH = new Graph(
            "relu",
            List.of(
                    new Tensor("in", DataType.FLOAT32, Shape.of(1, 2), null, null),
                    new Tensor("out", DataType.FLOAT32, Shape.of(1, 2), null, null)),
            List.of(new Relu(0, 1, Activation.RELU)),
            List.of(0),
            List.of(1));

    private static final List<TrainingRun.Pass> PASSES = List.of(
            new TrainingRun.Pass(0, Double.NaN, 0.5, new TreeMap<>(Map.of(0, 0.5f, 1, 0.25f))),
            new TrainingRun.Pass(1, 2.0, 0.75, new TreeMap<>(Map.of(0, 0.625f, 1, Float.MIN_NORMAL))));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("run.zip");
        open("a")
                .of("integers")
                .write(new Checkpoint(
                        new Trainer.State(7, true, Map.of("weights", new float[] {1, -2.5f, Float.MIN_VALUE})),
                        3.25,
                        PASSES,
                        GRAPH));
    }

    private CheckpointFile open(String fingerprint) throws IOException {
        return new CheckpointFile(file, fingerprint, Duration.ofHours(1));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Checkpoint read = open("a").of("integers").read();
        assertEquals(7, read.trainer().steps());
        assertTrue(read.trainer().frozen());
        assertArrayEquals(
                new float[] {1, -2.5f, Float.MIN_VALUE}, read.trainer().values().get("weights"));
        assertEquals(3.25, read.loss());
        assertEquals(PASSES, read.passes());
        assertEquals(GRAPH.operators(), read.best().operators());
        assertNull(open("a").of("float").read());
    }

    @Test
    void isNotDueBeforeItsTime() throws IOException {
        assertEquals(false, open("a").of("integers").isDue());
        assertEquals(
                true,
                new CheckpointFile(file, "a", Duration.ZERO).of("integers").isDue());
    }

    @Test
    void refusesWhatIsOfAnotherRun() {
        String message = assertThrows(IOException.class, () -> open("b")).getMessage();
        assertTrue(message.startsWith(file + " is the checkpoint of another run"), message);
    }

    /** Cut anywhere, or changed in its first bytes. */
    @Test
    void refusesWhatIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(file, Arrays.copyOf(whole, length));
            String message = assertThrows(IOException.class, () -> open("a")).getMessage();
            assertTrue(message.startsWith(file + " is no checkpoint, or damaged"), message);
        }
    }
}
