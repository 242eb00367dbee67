// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizeCommandTest {
    @TempDir
    private Path folder;

    private Path floatModel;
    private Path pixels;
    private Path output;

    @BeforeEach
    void writeFiles() throws IOException {
        floatModel = TinyModel.writeFloat(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255, 51, 0, 0);
        output = folder.resolve("out.tflite");
    }

    @Test
    void theScaleCoversThePreprocessedSamples() throws IOException {
        List<String> lines = Outcome.of("quantize", floatModel, "-s", pixels, "--scale", "1/255", "-o", output)
                .lines();
        assertTrue(
                lines.get(2).startsWith("float32  tiny.tflite ") && lines.get(3).startsWith("int8     out.tflite "),
                String.join("\n", lines));
        assertEquals("calibrated with 3 samples, 3 activations quantized", lines.get(4));
        // Values 0 to 1 over 255 steps.
        assertEquals(
                Quantization.perTensor(1 / 255f, -128),
                Model.load(output).inputs().get(0).quantization());
        // 51 / 255 = 0.2 is step 51.
        assertEquals(
                List.of("0 -119 -127 -126", "1 -128 -128 127", "2 -77 -128 -128"),
                Outcome.of("run", output, "-s", pixels, "--scale", "1/255", "--as-stored")
                        .lines());
    }

    @Test
    void aLimitLeavesSamplesOut() throws IOException {
        Outcome.of("quantize", floatModel, "-s", pixels, "--limit", 1, "-o", output)
                .lines();
        assertEquals(
                Quantization.perTensor(9 / 255f, -128),
                Model.load(output).inputs().get(0).quantization());
    }

    @Test
    void theInterfaceMayStayFloat() throws IOException {
        Outcome.of("quantize", floatModel, "-s", pixels, "--interface", "float", "-o", output)
                .lines();
        assertEquals(DataType.FLOAT32, Model.load(output).inputs().get(0).type());
        assertEquals(
                List.of("0 9.0 1.0 2.0", "1 0.0 0.0 255.0", "2 51.0 0.0 0.0"),
                Outcome.of("run", output, "-s", pixels).lines());
    }

    @Test
    void rangesAreListed() {
        List<String> lines = Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--ranges")
                .lines();
        assertTrue(lines.get(2).matches("INPUT +pixel +0\\.0000 +255\\.00 +1\\.0 +-128"), lines.get(2));
    }

    /** One in a thousand pixels is clipped: of 3000 values the largest three, leaving 200 and less. */
    @Test
    void theMethodDecidesWhatIsClipped() throws IOException {
        int[] bytes = new int[3000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i % 200 + 1;
        }
        bytes[10] = bytes[20] = bytes[30] = 255;
        Path many = Samples.pixels(folder.resolve("many.idx"), bytes);
        Outcome.of("quantize", floatModel, "-s", many, "-o", output, "--plain", "--method", "percentile:99.9");
        // The bin of 200, 1/8 wide, ends at 200.125.
        assertEquals(
                200.125f / 255,
                Model.load(output).inputs().get(0).quantization().scale());
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--scale-formula", "pytorch")
                .lines();
        assertEquals(
                Quantization.perTensor(1, -128),
                Model.load(output).inputs().get(0).quantization());
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--method", "max")
                .assertRefused(
                        "lanewise quantize: Invalid value for option '--method': unknown calibration method"
                                + " 'max'; known are"
                                + " min-max, moving-average, percentile, kl, mse and analytic",
                        "Try 'lanewise quantize --help'.");
    }

    @Test
    void aStoredCalibrationServesEveryMethod() throws IOException {
        Path stored = folder.resolve("seen.json");
        Path first = folder.resolve("first.json");
        Path rest = folder.resolve("rest.json");
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--plain", "--save-calibration", stored)
                .lines();
        byte[] expected = Files.readAllBytes(output);
        assertEquals(
                "calibrated with 3 samples, 3 activations quantized",
                Outcome.of("quantize", floatModel, "--calibration", stored, "-o", output)
                        .lines()
                        .get(4));
        assertArrayEquals(expected, Files.readAllBytes(output));
        Outcome.of("quantize", floatModel, "-s", pixels, "--limit", 1, "-o", output, "--save-calibration", first)
                .lines();
        Path others = Samples.pixels(folder.resolve("others.idx"), 0, 0, 255, 51, 0, 0);
        Outcome.of(
                        "quantize",
                        floatModel,
                        "-s",
                        others,
                        "-o",
                        output,
                        "--plain",
                        "--calibration",
                        first,
                        "--save-calibration",
                        rest)
                .lines();
        assertArrayEquals(expected, Files.readAllBytes(output));
        assertArrayEquals(Files.readAllBytes(stored), Files.readAllBytes(rest), "parts give the same file");
        Outcome.of("quantize", floatModel, "--calibration", stored, "-o", output, "--method", "moving-average")
                .assertFailed("lanewise quantize: the calibration has kept no moving average with constant 0.01 (it"
                        + " depends on the samples' order"
                        + " and is lost in merging); calibrate anew with moving-average:0.01");
        String hash = "\"model\":\"";
        Files.writeString(first, Files.readString(first).replaceFirst(hash + ".{64}", hash + "0".repeat(64)));
        String problem = Outcome.of(
                        "quantize", floatModel, "--calibration", stored, "--calibration", first, "-o", output)
                .err();
        assertTrue(
                problem.startsWith("lanewise quantize: " + first + ": " + floatModel
                        + ": the calibration was made with another model (SHA-256 000"),
                problem);
        Files.writeString(stored, "{}");
        Outcome failed = Outcome.of("quantize", floatModel, "--calibration", stored, "-o", output);
        assertTrue(failed.err().startsWith("lanewise quantize: " + stored + ": is no calibration file"), failed.err());
    }

    @Test
    void needsSamplesOrACalibration() {
        Outcome.of("quantize", floatModel, "-o", output)
                .assertRefused(
                        "lanewise quantize: Missing required option: '--samples=PATH'",
                        "Try 'lanewise quantize --help'.");
    }

    @Test
    void suspiciousSamplesAreMentioned() throws IOException {
        Path odd = Samples.pixels(folder.resolve("odd.idx"), 1, 2, 3, 7, 7, 7, 1, 2, 3);
        Outcome quantized = Outcome.of("quantize", floatModel, "-s", odd, "-o", output);
        assertEquals(0, quantized.exitCode());
        assertEquals(
                List.of(
                        "warning: 1 of 3 samples hold one value throughout, the first is sample 1; they teach"
                                + " nothing about"
                                + " ranges",
                        "warning: 1 of 3 samples repeat an earlier one, the first is sample 2; they weigh"
                                + " more in every method"
                                + " but min-max"),
                quantized.err().lines().toList());
    }

    @Test
    void optionsChangeTheScheme() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.json"), "{\"scheme\": \"int8-symmetric\"}");
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--recipe", recipe)
                .lines();
        assertEquals(
                Quantization.perTensor(255 / 127f, 0),
                Model.load(output).inputs().get(0).quantization());
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--override", "kind:INPUT=range:0:510")
                .lines();
        assertEquals(
                Quantization.perTensor(2, -128),
                Model.load(output).inputs().get(0).quantization());
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--scheme", "int9")
                .assertRefused(
                        "lanewise quantize:"
                                + " \"int9\" is none of float, weight-only, dynamic, int8, int8-symmetric,"
                                + " int16, int8-weights, int4-weights,"
                                + " codebook-16, codebook-256, per-channel, dense-per-tensor, per-tensor,"
                                + " block-16, block-32, block-64, block-128, block-256,"
                                + " range:MINIMUM:MAXIMUM",
                        "Try 'lanewise quantize --help'.");
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, "--override", "conv9.*=int16")
                .assertFailed("lanewise"
                        + " quantize: " + floatModel
                        + ": override \"conv9.*\" matches no operator's output and no input; names and"
                        + " kinds are what `lanewise inspect` shows");
    }

    /** The last sample is cut off, which a calibration would come upon. */
    @Test
    void overridesThatMatchNothingAreNamedBeforeTheSamplesAreRead() throws IOException {
        Files.write(pixels, Arrays.copyOf(Files.readAllBytes(pixels), (int) Files.size(pixels) - 1));
        for (String command : List.of("quantize", "report")) {
            Outcome.of(
                            command,
                            floatModel,
                            "-s",
                            pixels,
                            "-o",
                            folder.resolve(command.equals("report") ? "r.html" : "q.tflite"),
                            "--override",
                            "conv9.*=int16")
                    .assertFailed("lanewise " + command + ": " + floatModel
                            + ": override \"conv9.*\" matches no operator's output and no input; names and"
                            + " kinds are what"
                            + " `lanewise inspect` shows");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--scheme, int16, int16",
        "--scheme, dynamic, dynamic",
        "--weights, int4-weights, 'int8, int4-weights'",
        "--override, kind:CONV_2D=int16, int8 with overrides"
    })
    void theTableNamesTheScheme(String option, String word, String name) {
        List<String> lines = Outcome.of("quantize", floatModel, "-s", pixels, "-o", output, option, word)
                .lines();
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith(name + "  ") && line.contains(" out.tflite ")),
                String.join("\n", lines));
    }

    @Test
    void whatCannotBeQuantizedLeavesNoFile() throws IOException {
        Path int8 = TinyModel.writeInt8(folder);
        Outcome quantized = Outcome.of("quantize", int8, "-s", pixels, "-o", output);
        assertEquals(1, quantized.exitCode());
        assertTrue(quantized.err().contains("is not float32: the model is quantized already"), quantized.err());
        Path nowhere = folder.resolve("nowhere/out.tflite");
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", nowhere)
                .assertFailed("lanewise quantize: " + nowhere + ": its folder does not exist; make it first");
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", floatModel)
                .assertRefused(
                        "lanewise quantize: --output " + floatModel + " would replace what is read as MODEL "
                                + floatModel + "; choose another file",
                        "Try 'lanewise quantize --help'.");
        Files.write(pixels, new byte[] {0, 0, 8, 4, 0});
        Outcome.of("quantize", floatModel, "-s", pixels, "-o", output)
                .assertFailed("lanewise quantize: " + pixels + ": truncated in its IDX header");
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("out.tflite")));
        }
    }
}
