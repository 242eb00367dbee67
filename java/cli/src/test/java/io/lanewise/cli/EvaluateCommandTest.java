// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    private Path folder;

    private Path floatModel;
    private Path int8Model;
    private Path pixels;
    private Path labels;

    /** Four pixels, answers 0 2 1 1 by their largest channel; labels 0 2 1 0. */
    @BeforeEach
    void writeFiles() throws IOException {
        floatModel = TinyModel.writeFloat(folder);
        int8Model = TinyModel.writeInt8(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255, 3, 4, 3, 100, 101, 0);
        labels = Samples.labels(folder.resolve("labels.idx"), 0, 2, 1, 0);
    }

    @Test
    void modelsStandSideBySide() {
        List<String> lines = Outcome.of("evaluate", floatModel, int8Model, "-s", pixels, "--labels", labels)
                .lines();
        assertEquals(pixels + ": 4 samples, 3 classes", lines.get(0));
        // Precision: (1 + 1/2 + 1) / 3, recall: (1/2 + 1 + 1) / 3, F1: (2/3 + 2/3 + 1) / 3.
        assertTrue(
                lines.get(4)
                        .startsWith("tiny.tflite       75.00 %    30.1 - 95.4  100.00 %    83.33 %  83.33 %  77.78 %"),
                lines.get(4));
        assertTrue(
                lines.get(5)
                        .startsWith("tiny_int8.tflite  75.00 %    30.1 - 95.4  100.00 %    83.33 %  83.33 %  77.78 %"),
                lines.get(5));
        assertEquals("tiny_int8.tflite against tiny.tflite:", lines.get(8));
        assertEquals("  same answer 100.00 %, only the first right 0, only the second right 0", lines.get(9));
        assertEquals(
                "  top-1 differs by +0.00 points, 95 % interval +0.00 points to +0.00 points, p = 1.0000",
                lines.get(10));
    }

    @Test
    void classesHaveNames() throws IOException {
        Path names = Files.writeString(folder.resolve("names.txt"), "red\ngreen\nblue\n");
        List<String> lines = Outcome.of(
                        "evaluate",
                        int8Model,
                        "-s",
                        pixels,
                        "--labels",
                        labels,
                        "--class-names",
                        names,
                        "--per-class",
                        "--confusion",
                        "--backend",
                        "java")
                .lines();
        assertTrue(lines.contains("red          2        1   100.00 %   50.00 %   66.67 %"), String.join("\n", lines));
        assertTrue(lines.contains("0 red    1  1  0"), String.join("\n", lines));
    }

    @Test
    void jsonHasEverything() throws IOException {
        String json = String.join(
                "\n",
                Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", labels, "--json")
                        .lines());
        JsonNode metrics = new ObjectMapper().readTree(json).at("/models/0/metrics");
        assertEquals(3, metrics.get("correct").asInt());
        assertEquals(0.75, metrics.get("top1").asDouble());
        assertEquals("[[1,1,0],[0,1,0],[0,0,1]]", metrics.get("confusion").toString());
        assertEquals(0.5, metrics.at("/classes/0/recall").asDouble());
    }

    @Test
    void preprocessingReachesTheModel() {
        // Means that turn the answers 0 2 1 1 into 2 2 2 2.
        List<String> lines = Outcome.of(
                        "evaluate", floatModel, "-s", pixels, "--labels", labels, "--scale", "1/255", "--mean", "1,1,0")
                .lines();
        assertTrue(lines.get(4).startsWith("tiny.tflite  25.00 %"), lines.get(4));
        // Blue first: the answers are 2 0 1 1.
        lines = Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", labels, "--channel-order", "bgr")
                .lines();
        assertTrue(lines.get(4).startsWith("tiny.tflite  25.00 %"), lines.get(4));
    }

    @Test
    void imageFoldersBringTheirLabels() throws IOException {
        for (int label = 0; label < 3; label++) {
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 4; at++) {
                image.setRGB(at % 2, at / 2, 0xFF0000 >> 8 * label);
            }
            Path file = folder.resolve("images/class" + label + "/1.png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
        Path images = folder.resolve("images");
        assertTrue(Outcome.of("evaluate", floatModel, "-s", images, "--resize", "crop")
                .lines()
                .get(4)
                .startsWith("tiny.tflite  100.00 %"));
        Outcome.of("evaluate", floatModel, "-s", images)
                .assertFailed("lanewise evaluate: " + images.resolve("class0/1.png")
                        + ": image of 2x2 where 1x1 is wanted; choose a way to resize: stretch or crop");
    }

    @Test
    void whatCannotBeEvaluatedIsRefused() throws IOException {
        Outcome.of("evaluate", floatModel, "-s", pixels)
                .assertFailed("lanewise evaluate: " + pixels + ": has no labels; evaluation needs them");
        Path few = Samples.labels(folder.resolve("few.idx"), 0, 1);
        Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", few)
                .assertFailed("lanewise evaluate: " + few + ": 2 labels for the 4 samples of " + pixels);
        Path high = Samples.labels(folder.resolve("high.idx"), 0, 1, 2, 3);
        Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", high)
                .assertFailed("lanewise evaluate: " + pixels
                        + ": sample 3 has label 3, but tiny.tflite has 3 classes, 0 to 2");
        Outcome.of("evaluate", floatModel, "-s", folder.resolve("none"), "--labels", labels)
                .assertFailed("lanewise evaluate: " + folder.resolve("none") + ": no such file");
        Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", labels, "--mean", "1,2")
                .assertFailed("lanewise evaluate: " + pixels
                        + ": 2 values of mean, but input \"pixel\" float32[1,1,1,3] has 3 channels; give 1 or 3");
        Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", labels, "--raw-int8")
                .assertFailed("lanewise evaluate: " + pixels
                        + ": uint8 samples cannot be fed as stored to input \"pixel\" float32[1,1,1,3]");
        Outcome.of("evaluate", floatModel, "-s", pixels, "--limit", 0)
                .assertRefused(
                        "lanewise evaluate: Invalid value for option '--limit': '0' is not a whole number of"
                                + " at least 1",
                        "Try 'lanewise evaluate --help'.");
        Outcome.of("evaluate", floatModel, "-s", pixels, "--raw-type", "u8")
                .assertRefused(
                        "lanewise evaluate: a raw file needs both --raw-type and --raw-shape",
                        "Try 'lanewise evaluate --help'.");
        Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe9});
        Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", labels, "--class-names", latin)
                .assertFailed("lanewise evaluate: " + latin + ": is not text in UTF-8");
        Outcome.of("evaluate", floatModel, "-s", pixels, "--labels", labels, "--resize", "crop")
                .assertRefused(
                        "lanewise evaluate: --resize is for images; " + pixels
                                + " is a file of samples, which must have the size that the model takes",
                        "Try 'lanewise evaluate --help'.");
        Outcome.of("evaluate", floatModel, "-s", pixels, "--std", "0")
                .assertRefused(
                        "lanewise evaluate: scale 1.0, mean [0.0], deviation [0.0]: all must be finite and no"
                                + " deviation 0",
                        "Try 'lanewise evaluate --help'.");
    }
}
