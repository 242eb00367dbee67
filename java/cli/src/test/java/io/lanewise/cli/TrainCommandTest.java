// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without an engine, which is no part of the command line's own jar. */
class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path pixels;
    private Path output;

    @BeforeEach
    void writeFiles() throws IOException {
        model = TinyModel.writeFloat(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255, 51, 0, 0);
        output = folder.resolve("out.tflite");
    }

    @Test
    void aDryRunSaysWhatWouldBeDone() {
        List<String> lines = Outcome.of(
                        "train", model, "-s", pixels, "--batch", 1, "--passes", 4, "--dry-run", "-o", output)
                .lines();
        assertEquals(
                List.of("tiny.tflite to int8: 4 passes over 2 samples in batches of 1, 8 steps, no labels,"
                        + " ranges fixed; 1 samples choose the best"),
                lines);
        assertTrue(Files.notExists(output));
    }

    @Test
    void aRecipeIsReadAndOptionsHaveTheLastWord() throws IOException {
        Path recipe = Files.writeString(
                folder.resolve("recipe.json"),
                "{\"scheme\": \"int16\", \"training\": {\"passes\": 2, \"batch\": 1, \"ranges\": \"learned\"}}");
        String line = Outcome.of(
                        "train", model, "-s", pixels, "--recipe", recipe, "--passes", 3, "--dry-run", "-o", output)
                .lines()
                .get(0);
        assertTrue(line.startsWith("tiny.tflite to int16: 3 passes") && line.contains("ranges learned"), line);
    }

    @Test
    void saysHowToGetAnEngine() {
        Outcome outcome = Outcome.of("train", model, "-s", pixels, "--batch", 1, "-o", output);
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("put lanewise-training.jar beside lanewise.jar"), outcome.err());
    }

    @Test
    void needsMoreSamplesThanABatch() {
        Outcome outcome = Outcome.of("train", model, "-s", pixels, "-o", output);
        assertEquals(1, outcome.exitCode());
        assertTrue(
                outcome.err().contains("3 samples: 1 are kept out to choose by, and a batch needs 32"), outcome.err());
    }

    @Test
    void numbersAreChecked() {
        Outcome outcome = Outcome.of("train", model, "-s", pixels, "--learning-rate", -1, "-o", output);
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("learning rate -1.0"), outcome.err());
    }
}
