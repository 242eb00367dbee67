// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.testing.SignatureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples by the names of inputs; {@code less} is left - right, and {@code more} right - left. */
class SeveralInputsTest {
    private static final List<String> LESS = List.of("0 -8.0 -5.0 -2.0 1.0", "1 10.0 0.0 20.0 0.0");

    @TempDir
    private Path folder;

    private Path model;
    private String left;
    private String right;

    @BeforeEach
    void writeFiles() throws IOException {
        model = Files.write(folder.resolve("two.tflite"), SignatureFile.bytes().array());
        left = "left=" + Samples.rows(folder.resolve("left.idx"), 4, 1, 2, 3, 4, 30, 0, 20, 9);
        right = "right=" + Samples.rows(folder.resolve("right.idx"), 4, 9, 7, 5, 3, 20, 0, 0, 9);
    }

    @Test
    void samplesGoTogetherByIndex() {
        assertEquals(LESS, Outcome.of("run", model, "-s", left, "-s", right).lines());
        assertEquals(LESS, Outcome.of("run", model, "-s", right, "-s", left).lines());
        String tensor = "serving_" + right.replace("right=", "right:0=");
        assertEquals(LESS, Outcome.of("run", model, "-s", left, "-s", tensor).lines());
        assertEquals(
                List.of("0 8.0 5.0 2.0 -1.0"),
                Outcome.of("run", model, "--signature", "more", "-s", left, "-s", right, "--limit", 1)
                        .lines());
    }

    @Test
    void theQuantizedModelTakesTheSameNames() throws IOException {
        Path int8 = folder.resolve("int8.tflite");
        List<String> lines = Outcome.of("quantize", model, "-s", left, "-s", right, "-o", int8)
                .lines();
        assertTrue(lines.contains("calibrated with 2 samples, 3 activations quantized"), String.join("\n", lines));
        Model loaded = Model.load(int8, "less");
        assertEquals(30 / 255f, loaded.inputs().get(0).quantization().scale());
        assertEquals(20 / 255f, loaded.inputs().get(1).quantization().scale());
        assertEquals(2, Outcome.of("run", int8, "-s", left, "-s", right).lines().size());
        String comparison = String.join(
                "\n",
                Outcome.of("compare", model, int8, "-s", left, "-s", right).lines());
        assertTrue(comparison.contains("on 2 samples; 3 layers have the same name in both"), comparison);
        String table = String.join(
                "\n",
                Outcome.of(
                                "evaluate",
                                model,
                                int8,
                                "-s",
                                left,
                                "-s",
                                right,
                                "--labels",
                                Samples.labels(folder.resolve("labels.idx"), 3, 2))
                        .lines());
        assertTrue(table.contains("100.00 %"), table);
    }

    @Test
    void aReportIsMadeOfThem() throws IOException {
        Path page = folder.resolve("report.html");
        Outcome.of("report", model, "-s", left, "-s", right, "-o", page).lines();
        assertTrue(Files.size(page) > 0);
    }

    @Test
    void whatDoesNotFitTheInputsIsRefused() throws IOException {
        Path plain = folder.resolve("left.idx");
        refused("--samples " + plain + " is for none of the model's 2 inputs; give left=PATH and right=PATH", plain);
        refused(
                "--samples centre=x is for none of the model's 2 inputs; give left=PATH and right=PATH",
                left,
                "centre=x");
        refused("no --samples for input 1 of the model's 2 inputs; give left=PATH and right=PATH", left);
        refused(
                "--samples " + left + " and " + left
                        + " are for one input; the model has 2 inputs; give left=PATH and right=PATH",
                left,
                left);
        Path three = Samples.rows(folder.resolve("three.idx"), 4, new int[12]);
        Outcome.of("run", model, "-s", left, "-s", "right=" + three)
                .assertFailed("lanewise run: " + three + ": has 3 samples, but " + folder.resolve("left.idx")
                        + " has 2; those of several inputs go together one by one");
    }

    private void refused(String message, Object... samples) {
        Object[] arguments = new Object[2 + 2 * samples.length];
        arguments[0] = "run";
        arguments[1] = model;
        for (int i = 0; i < samples.length; i++) {
            arguments[2 + 2 * i] = "-s";
            arguments[3 + 2 * i] = samples[i];
        }
        Outcome.of(arguments).assertRefused("lanewise run: " + message, "Try 'lanewise run --help'.");
    }

    @Test
    void aPathMayHoldAnEqualsSign() throws IOException {
        Path tiny = TinyModel.writeFloat(folder);
        Path pixels = Samples.pixels(folder.resolve("pixel=9.idx"), 9, 1, 2);
        assertEquals(
                List.of("0 9.0 1.0 2.0"), Outcome.of("run", tiny, "-s", pixels).lines());
        assertEquals(
                List.of("0 9.0 1.0 2.0"),
                Outcome.of("run", tiny, "-s", "pixel=" + pixels).lines());
    }
}
