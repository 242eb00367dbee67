// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    /** Weights of 4 bits are rounded anew, unless that is not wanted. */
    @Test
    void aDryRunSaysWhetherBlocksAreRoundedAnew() {
        Object[] int4 = {
            "train", model, "-s", pixels, "--weights", "int4-weights", "--batch", 1, "--dry-run", "-o", output
        };
        String line = Outcome.of(int4).lines().get(0);
        assertTrue(
                line.contains("int4-weights: blocks rounded anew in 1,000 steps each, on 2 samples; 6 passes"), line);
        line = Outcome.of(Stream.concat(Stream.of(int4), Stream.of("--reconstruct", 0, "--passes", 0))
                        .toArray())
                .lines()
                .get(0);
        assertTrue(line.contains("int4-weights: weights as they are rounded; 1 samples choose the best"), line);
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

    /** A row of three values without softmax may be of anything: targets say of what. */
    @Test
    void aDryRunChecksTargets() throws IOException {
        Path targets = Samples.rows(folder.resolve("targets.idx"), 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        String line =
                Outcome.of(withTargets(targets, "--teacher-share", 0.5)).lines().get(0);
        assertTrue(line.contains("2 steps, targets and the float model,"), line);
        line = Outcome.of(withTargets(targets, "--teacher-share", 0)).lines().get(0);
        assertTrue(line.contains("2 steps, targets alone,"), line);

        Path wide = Samples.rows(folder.resolve("wide.idx"), 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Outcome outcome = Outcome.of(withTargets(wide, "--teacher-share", 0));
        assertEquals(1, outcome.exitCode());
        assertTrue(
                outcome.err()
                        .contains(wide + ": has 4 values [4] for each sample, but the outputs [\"scores\""
                                + " float32[1,3]] of " + model + " have 3 values in all"),
                outcome.err());
    }

    /** Whatever the limit is, the files have to belong together. */
    @Test
    void thereAreAsManyTargetsAsSamples() throws IOException {
        Path few = Samples.rows(folder.resolve("few.idx"), 3, 1, 2, 3, 4, 5, 6);
        Outcome outcome = Outcome.of(withTargets(few, "--teacher-share", 0, "--limit", 2));
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains(few + ": has targets for 2 samples, but there are 3"), outcome.err());
    }

    @Test
    void targetsHaveToCountForSomething() throws IOException {
        Path targets = Samples.rows(folder.resolve("targets.idx"), 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Path labels = Samples.labels(folder.resolve("labels.idx"), 0, 1, 2);
        assertUsage("nothing is learned from --targets at a --teacher-share of 1", withTargets(targets));
        assertUsage("--flip and --shift move images", withTargets(targets, "--teacher-share", 0, "--flip"));
        assertUsage("--flip and --shift move images", withTargets(targets, "--teacher-share", 0, "--shift", 1));
        assertUsage("give one of them", withTargets(targets, "--teacher-share", 0, "--labels", labels));
        assertEquals(
                0,
                Outcome.of(withTargets(targets, "--teacher-share", 0, "--noise", 0.1))
                        .exitCode());
    }

    private Object[] withTargets(Path targets, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "train",
                model,
                "-s",
                pixels,
                "--batch",
                1,
                "--passes",
                1,
                "--targets",
                targets,
                "--dry-run",
                "-o",
                output));
        words.addAll(List.of(more));
        return words.toArray();
    }

    private static void assertUsage(String problem, Object... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains(problem), outcome.err());
    }

    @Test
    void numbersAreChecked() {
        Outcome outcome = Outcome.of("train", model, "-s", pixels, "--learning-rate", -1, "-o", output);
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("learning rate -1.0"), outcome.err());
    }
}
