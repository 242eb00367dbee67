// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The default of {@code quantize}, what it says of the cost, and repairs that do harm. */
class QuantizeCostTest {
    private static final int MANY = 100;

    @TempDir
    private Path folder;

    private Path uneven;
    private Path pixels;
    private Path output;

    @BeforeEach
    void writeFiles() throws IOException {
        uneven = DenseModel.uneven(folder);
        pixels = pixels("pixels.idx", MANY, 200);
        output = folder.resolve("out.tflite");
    }

    /** Random pixels below {@code bound}; positive, so that errors of weights add up in the mean. */
    private Path pixels(String name, int count, int bound) throws IOException {
        return Samples.pixels(
                folder.resolve(name), new Random(1).ints(3 * count, 0, bound).toArray());
    }

    private FullyConnected dense(Graph graph) {
        return (FullyConnected) graph.operators().stream()
                .filter(FullyConnected.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** The integers of the only layer's weights, behind a DEQUANTIZE or not. */
    private Tensor weights(Graph graph) {
        int weights = dense(graph).weights();
        return graph.tensor(graph.operators().stream()
                .filter(o -> o instanceof Dequantize && o.output() == weights)
                .map(o -> o.inputs().get(0))
                .findFirst()
                .orElse(weights));
    }

    @Test
    void denseLayersHaveAScaleForEachChannelAndACorrectedBias() throws IOException {
        List<String> lines =
                Outcome.of("quantize", uneven, "-s", pixels, "-o", output).lines();
        Graph graph = Model.load(output).graph();
        assertEquals(0, weights(graph).quantization().axis());
        assertTrue(dense(graph).bias() >= 0, "the mean error is taken off a new bias");
        assertTrue(
                lines.contains("dense layers have a scale for each output channel, as TFLite's converter writes them"
                        + " since 2.17;"
                        + " for older runtimes: --weights dense-per-tensor"),
                String.join("\n", lines));
    }

    @Test
    void plainIsWhatTheConverterMakes() throws IOException {
        Outcome.of("quantize", uneven, "-s", pixels, "-o", output, "--plain").lines();
        Graph graph = Model.load(output).graph();
        assertEquals(-1, weights(graph).quantization().axis());
        assertEquals(-1, dense(graph).bias());
        byte[] plain = Files.readAllBytes(output);
        Outcome.of("quantize", uneven, "-s", pixels, "-o", output, "--plain", "--weights", "per-channel")
                .lines();
        assertEquals(0, weights(Model.load(output).graph()).quantization().axis(), "words have the last word");
        Outcome.of("quantize", uneven, "--calibration", saved(pixels), "-o", output, "--weights", "dense-per-tensor")
                .lines();
        assertArrayEquals(plain, Files.readAllBytes(output));
        Outcome.of("quantize", uneven, "-s", pixels, "-o", output, "--plain", "--equalize")
                .assertRefused(
                        "lanewise quantize:"
                                + " --plain repairs nothing; leave it out, or use --weights dense-per-tensor"
                                + " with the repairs",
                        "Try 'lanewise quantize --help'.");
    }

    /** A calibration with all samples. */
    private Path saved(Path samples) {
        Path seen = folder.resolve("seen.json");
        Outcome.of("quantize", uneven, "-s", samples, "-o", output, "--plain", "--save-calibration", seen)
                .lines();
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        "100, '', on 10 samples kept out of calibration",
        "49, '', on 49 calibration samples",
        "100, --plain, on 64 calibration samples"
    })
    void theCostIsSaid(int count, String option, String expected) throws IOException {
        Path labels = Samples.labels(folder.resolve("labels.idx"), new int[count]);
        List<String> lines = option.isEmpty()
                ? Outcome.of("quantize", uneven, "-s", pixels("some.idx", count, 200), "--labels", labels, "-o", output)
                        .lines()
                : Outcome.of(
                                "quantize",
                                uneven,
                                "-s",
                                pixels("some.idx", count, 200),
                                "--labels",
                                labels,
                                "-o",
                                output,
                                option)
                        .lines();
        String text = String.join("\n", lines);
        assertTrue(lines.stream().anyMatch(line -> line.matches("layer0 +\\d+\\.\\d dB +[01]\\.\\d{6}")), text);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(expected + ", of which float answers ")), text);
        assertTrue(text.contains("SQNR = 10 log10("), text);
    }

    @Test
    void withoutSamplesNothingIsMeasured() {
        Path seen = saved(pixels);
        List<String> lines = Outcome.of("quantize", uneven, "--calibration", seen, "-o", output)
                .lines();
        assertTrue(
                lines.contains("cost not measured, biases not corrected: that takes --samples"),
                String.join("\n", lines));
    }

    @Test
    void farOutputsAreWarnedOf() {
        Outcome outcome = Outcome.of("quantize", uneven, "-s", pixels, "-o", output, "--override", "layer0=range:0:1");
        assertEquals(0, outcome.exitCode());
        List<String> warnings = outcome.err().lines().toList();
        assertTrue(
                warnings.get(0)
                        .matches("warning: output \"layer0\" has an SQNR of -?\\d+\\.\\d dB, below 15\\.0 dB; the"
                                + " costliest layers alone: layer0 \\(-?\\d+\\.\\d dB\\)"),
                outcome.err());
        assertTrue(
                warnings.get(1).matches("warning: (.* gives -?\\d+\\.\\d dB; )?lanewise report measures .*"),
                outcome.err());
    }

    /** Not silently ignored where activations stay float. */
    @ParameterizedTest
    @ValueSource(strings = {"weight-only", "dynamic"})
    void floatActivationsAreRepairedToo(String scheme) throws IOException {
        Outcome.of("quantize", uneven, "-o", output, "--scheme", scheme, "--bias-correction", "fast")
                .assertRefused(
                        "lanewise" + " quantize: --bias-correction needs --samples to measure on",
                        "Try 'lanewise quantize --help'.");
        Outcome.of("quantize", uneven, "-s", pixels, "-o", output, "--scheme", scheme, "--bias-correction", "fast")
                .lines();
        Graph graph = Model.load(output).graph();
        assertTrue(dense(graph).bias() >= 0);
        float[] bias = graph.tensor(dense(graph).bias()).floats();
        assertTrue(bias[0] != 0 || bias[1] != 0 || bias[2] != 0, "the mean error is not 0");
    }

    @Test
    void theReleaseIsNamed() throws IOException {
        List<String> lines = Outcome.of("quantize", uneven, "-o", output, "--scheme", "dynamic")
                .lines();
        assertEquals(0, weights(Model.load(output).graph()).quantization().axis());
        assertTrue(
                lines.contains("FULLY_CONNECTED of version 12 needs TFLite 2.17 or newer; for older runtimes: --weights"
                        + " dense-per-tensor"),
                String.join("\n", lines));
        List<String> old = Outcome.of(
                        "quantize", uneven, "-o", output, "--scheme", "dynamic", "--weights", "dense-per-tensor")
                .lines();
        assertFalse(String.join("\n", old).contains("2.17"));
    }

    /** RELU6 taken for RELU where it clamps: another function. The file is as if nobody had asked. */
    @Test
    void aRepairThatDoesHarmIsUndone() throws IOException {
        Path clamped = DenseModel.clamped(folder);
        Outcome.of("quantize", clamped, "-s", pixels, "-o", output).lines();
        byte[] expected = Files.readAllBytes(output);
        Outcome outcome = Outcome.of("quantize", clamped, "-s", pixels, "-o", output, "--equalize", "--replace-relu6");
        assertEquals(0, outcome.exitCode());
        assertTrue(
                outcome.err()
                        .startsWith(
                                "warning: --equalize --replace-relu6 undone: the SQNR of output \"layer1\" fell from "),
                outcome.err());
        assertArrayEquals(expected, Files.readAllBytes(output));
        Outcome.of("quantize", clamped, "-s", pixels, "-o", output, "--replace-relu6")
                .assertRefused(
                        "lanewise quantize:" + " --replace-relu6 is a part of --equalize; give that too",
                        "Try 'lanewise quantize --help'.");
    }
}
