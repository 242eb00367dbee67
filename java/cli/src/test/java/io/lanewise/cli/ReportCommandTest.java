// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} and {@code compare}. */
class ReportCommandTest {
    private static final int[] PIXELS = {9, 1, 2, 0, 0, 255, 51, 7, 0, 100, 200, 3};

    @TempDir
    private Path folder;

    private Path floatModel;
    private Path pixels;

    @BeforeEach
    void writeFiles() throws IOException {
        floatModel = TinyModel.writeFloat(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), PIXELS);
    }

    @Test
    void layersAreCompared() throws IOException {
        Path int8 = TinyModel.writeInt8(folder);
        List<String> lines =
                Outcome.of("compare", floatModel, int8, "-s", pixels).lines();
        assertTrue(lines.get(2).matches("INPUT +pixel +int8 +exact +1\\.000000 +0\\.0000 +0\\.00 %"), lines.get(2));
        assertEquals(
                int8 + " against " + floatModel + " on 4 samples; 3 layers have the same name in both",
                lines.get(lines.size() - 1));
        // Half of the steps: 1/2 off for odd values, and all above 127.5 clipped.
        JsonNode json = new ObjectMapper()
                .readTree(Outcome.of("compare", floatModel, int8, "-s", pixels, "--scale", "1.5", "--json")
                        .out());
        double squares = 0;
        int clipped = 0;
        for (int pixel : PIXELS) {
            double value = 1.5 * pixel;
            double nearest = Math.min(255, Math.floor(value + 0.5));
            squares += (value - nearest) * (value - nearest);
            clipped += value > 255.5 ? 1 : 0;
        }
        assertEquals(
                squares / PIXELS.length,
                json.at("/layers/0/error/meanSquaredError").asDouble(),
                1e-3);
        assertEquals(
                (double) clipped / PIXELS.length, json.at("/layers/0/clipped").asDouble());
        assertEquals("CONV_2D", json.at("/layers/1/operator").asText());
    }

    @Test
    void reportIsAPageAndJson() throws IOException {
        Path labels = Samples.labels(folder.resolve("labels.idx"), 0, 2, 0, 2);
        Path page = folder.resolve("report.html");
        Path json = folder.resolve("report.json");
        List<String> lines = Outcome.of(
                        "report",
                        floatModel,
                        "-s",
                        pixels,
                        "--labels",
                        labels,
                        "-o",
                        page,
                        "--json",
                        json,
                        "--measure",
                        3)
                .lines();
        assertEquals("report in " + page, lines.get(lines.size() - 1));
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(3, report.get("samples").asInt());
        assertEquals(4, report.get("calibrationSamples").asInt());
        assertEquals(0.75, report.at("/accuracy/models/0/top1").asDouble());
        assertEquals(0.75, report.at("/accuracy/models/1/top1").asDouble());
        assertEquals(255, report.at("/layers/0/range/maximum").asDouble());
        assertEquals(4, report.get("attribution").size());
    }

    /** Weights that are off in the mean hide what int16 gains, and rounded activations what corrected biases gain. */
    @Test
    void remediesAreTriedTogether() throws IOException {
        Path uneven = DenseModel.uneven(folder);
        Path many = Samples.pixels(
                folder.resolve("many.idx"), new Random(1).ints(300, 0, 200).toArray());
        Path json = folder.resolve("report.json");
        Outcome.of("report", uneven, "-s", many, "--plain", "-o", folder.resolve("r.html"), "--json", json)
                .lines();
        Map<String, Double> gains = new HashMap<>();
        new ObjectMapper()
                .readTree(json.toFile())
                .get("remedies")
                .forEach(remedy -> gains.put(
                        remedy.get("remedy").asText(), remedy.get("gain").asDouble()));
        double together = gains.get("--scheme int16 --bias-correction full");
        assertTrue(
                together > gains.get("--scheme int16") + 3 && together > gains.get("--bias-correction full") + 3,
                gains.toString());
    }

    /** The ranges come from the file; the samples are only measured on. */
    @Test
    void aStoredCalibrationIsNotAddedTo() throws IOException {
        Path stored = folder.resolve("seen.json");
        Path few = Samples.pixels(folder.resolve("few.idx"), 1, 2, 3);
        Outcome.of("quantize", floatModel, "-s", few, "-o", folder.resolve("out.tflite"), "--save-calibration", stored)
                .lines();
        Path json = folder.resolve("report.json");
        Outcome.of(
                        "report",
                        floatModel,
                        "--calibration",
                        stored,
                        "-s",
                        pixels,
                        "-o",
                        folder.resolve("r.html"),
                        "--json",
                        json)
                .lines();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(1, report.get("calibrationSamples").asInt());
        assertEquals(3, report.at("/layers/0/range/maximum").asDouble());
        assertEquals(6 / 12.0, report.at("/layers/0/clipped").asDouble());
    }

    @Test
    void failuresLeaveNoPage() throws IOException {
        Path page = folder.resolve("report.html");
        Outcome.of("report", floatModel, "-o", page)
                .assertRefused(
                        "lanewise report: Missing required option: '--samples=PATH'", "Try 'lanewise report --help'.");
        Path int8 = TinyModel.writeInt8(folder);
        assertEquals(1, Outcome.of("report", int8, "-s", pixels, "-o", page).exitCode());
        assertTrue(Files.notExists(page));
    }
}
