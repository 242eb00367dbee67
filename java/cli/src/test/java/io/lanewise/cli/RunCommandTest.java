// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    @TempDir
    private Path folder;

    private Path floatModel;
    private Path int8Model;
    private Path pixels;

    @BeforeEach
    void writeFiles() throws IOException {
        floatModel = TinyModel.writeFloat(folder);
        int8Model = TinyModel.writeInt8(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255);
    }

    @Test
    void printsOneLineForEachSample() {
        assertEquals(
                List.of("0 9.0 1.0 2.0", "1 0.0 0.0 255.0"),
                Outcome.of("run", floatModel, "-s", pixels).lines());
        assertEquals(
                List.of("0 9.0 1.0 2.0"),
                Outcome.of("run", int8Model, "-s", pixels, "--limit", 1).lines());
        assertEquals(
                List.of("0 -119 -127 -126", "1 -128 -128 127"),
                Outcome.of("run", int8Model, "-s", pixels, "--as-stored").lines());
        assertEquals(
                List.of("0 4.0 0.0 0.5", "1 -0.5 -0.5 127.0"),
                Outcome.of("run", floatModel, "-s", pixels, "--mean", 1, "--std", 2)
                        .lines());
    }

    @Test
    void rawInt8SamplesGoInAsTheyAre() throws IOException {
        Path raw = Files.write(folder.resolve("raw"), new byte[] {-128, 0, 127});
        assertEquals(
                List.of("0 -128 0 127"),
                Outcome.of(
                                "run",
                                int8Model,
                                "-s",
                                raw,
                                "--raw-type",
                                "i8",
                                "--raw-shape",
                                "1,1,3",
                                "--raw-int8",
                                "--as-stored")
                        .lines());
    }

    @Test
    void writesNpy() throws IOException {
        Path output = folder.resolve("out.npy");
        Outcome.of("run", int8Model, "-s", pixels, "--as-stored", "-o", output).lines();
        byte[] file = Files.readAllBytes(output);
        assertEquals(
                "{'descr': '|i1', 'fortran_order': False, 'shape': (2, 3,), }",
                new String(Arrays.copyOfRange(file, 10, file.length - 6)).strip());
        assertArrayEquals(
                new byte[] {-119, -127, -126, -128, -128, 127}, Arrays.copyOfRange(file, file.length - 6, file.length));
        // What was written can be read again as samples.
        Outcome.of("run", floatModel, "-s", pixels, "-o", output).lines();
        assertEquals(
                List.of("0 9.0 1.0 2.0", "1 0.0 0.0 255.0"),
                Outcome.of("run", floatModel, "-s", output).lines());
    }

    @Test
    void aFailedRunLeavesNoFile() throws IOException {
        Path output = folder.resolve("out.npy");
        byte[] whole = Files.readAllBytes(pixels);
        Files.write(pixels, Arrays.copyOf(whole, whole.length - 1));
        Outcome.of("run", int8Model, "-s", pixels, "-o", output)
                .assertFailed("lanewise run: " + pixels + ": truncated: sample 1 (of 0 to 1) has 2 of its 3 bytes");
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().contains("out.npy")));
        }
    }

    @Test
    void threadsChangeNothing() {
        assertEquals(
                List.of("0 9.0 1.0 2.0", "1 0.0 0.0 255.0"),
                Outcome.of("run", int8Model, "-s", pixels, "--threads", 2).lines());
        Outcome.of("run", int8Model, "-s", pixels, "--threads", 0)
                .assertRefused(
                        "lanewise run: --threads: threads of a session: expected 1 to 64, got 0",
                        "Try 'lanewise run --help'.");
    }

    @Test
    void classesHaveNames() throws IOException {
        Path names = Files.writeString(folder.resolve("names.txt"), "cat\nhot dog\nowl\n");
        assertEquals(
                List.of("0 \"cat\" 9.0 \"hot dog\" 1.0 \"owl\" 2.0"),
                Outcome.of("run", floatModel, "-s", pixels, "--limit", 1, "--class-names", names)
                        .lines());
        assertEquals(
                List.of("0 \"cat\" -119 \"hot dog\" -127 \"owl\" -126"),
                Outcome.of("run", int8Model, "-s", pixels, "--limit", 1, "--as-stored", "--class-names", names)
                        .lines());
        Outcome.of("run", floatModel, "-s", pixels, "--class-names", names, "-o", folder.resolve("out.npy"))
                .assertRefused(
                        "lanewise run: --class-names is for printed outputs; a .npy file holds no names",
                        "Try 'lanewise run --help'.");
        Files.writeString(names, "cat\ndog\n");
        Outcome few = Outcome.of("run", floatModel, "-s", pixels, "--class-names", names);
        assertEquals(2, few.exitCode());
        assertTrue(few.err().startsWith("lanewise run: --class-names gives 2 names, but output "), few.err());
    }

    /** A model of images of one pixel: red, green and blue come out again. */
    @ParameterizedTest
    @ValueSource(strings = {"one.png", "ONE.PNG"})
    void oneImageIsASample(String name) throws IOException {
        Path image = folder.resolve(name);
        BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        pixel.setRGB(0, 0, 0x0a141e);
        ImageIO.write(pixel, "png", image.toFile());
        assertEquals(
                List.of("0 10.0 20.0 30.0"),
                Outcome.of("run", floatModel, "-s", image).lines());
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
        assertEquals(
                List.of("0 0.0 0.0 0.0"),
                Outcome.of("run", floatModel, "-s", image, "--resize", "stretch")
                        .lines());
        Path absent = folder.resolve("absent.jpg");
        Outcome.of("run", floatModel, "-s", absent).assertFailed("lanewise run: " + absent + ": no such file");
    }

    @Test
    void anAbsentOutputIsRefused() {
        Outcome.of("run", floatModel, "-s", pixels, "--output-index", 1)
                .assertRefused(
                        "lanewise run: " + floatModel + " has 1 outputs: choose one of them with --output-index 0 to 0",
                        "Try 'lanewise run --help'.");
    }
}
