// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.Sparsity;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
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

/** {@code prune}. */
class PruneCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path output;

    /** A pixel of 3 channels, a 1x1 convolution to 16, one to 32, a dense layer to 2. */
    @BeforeEach
    void writeModel() throws IOException {
        GraphBuilder g = new GraphBuilder("small");
        int pixel = g.input("pixel", 1, 1, 1, 3);
        int first = conv(g, pixel, "first", 16);
        int second = conv(g, first, "second", 32);
        int out = g.activation("out", 1, 2);
        model = folder.resolve("model.tflite");
        output = folder.resolve("pruned.tflite");
        ModelFiles.write(
                g.graph(new FullyConnected(second, constant(g, 2, 32), -1, out, Activation.NONE, false)), model);
    }

    private static int conv(GraphBuilder g, int input, String name, int channels) {
        int inputs = g.shape(input).dim(3);
        return g.apply(new Conv2d(
                input,
                constant(g, channels, 1, 1, inputs),
                constant(g, channels),
                g.activation(name, 1, 1, 1, channels),
                Window.valid(1, 1, 1, 1, 1, 1),
                Activation.RELU));
    }

    private static int constant(GraphBuilder g, int... dims) {
        Random random = new Random(g.size());
        float[] values = new float[Shape.of(dims).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return g.constant(values, dims);
    }

    private int[] widths(Path file) throws IOException {
        Graph graph = ModelFiles.load(file).graph();
        return graph.operators().stream()
                .filter(Conv2d.class::isInstance)
                .mapToInt(operator -> graph.tensor(operator.output()).shape().dim(3))
                .toArray();
    }

    @Test
    void removesChannelsAndSaysWhatThatSaves() throws IOException {
        List<String> lines =
                Outcome.of("prune", model, "--ratio", "0.5", "-o", output).lines();
        assertArrayEquals(new int[] {8, 16}, widths(output));
        String text = String.join("\n", lines);
        // 3 x 16 + 16 x 32 + 32 x 2, of which 3 x 8 + 8 x 16 + 16 x 2 are left.
        assertTrue(text.contains("MAC            624      184  29.5 %"), text);
        assertTrue(text.contains("16 -> 8"), text);
        assertTrue(text.contains("544 -> 144"), text);
        assertTrue(text.contains("pruned.tflite"), text);
        assertFalse(text.contains("zero"), text);
    }

    /** 8 channels of the first layer save 280 of 624 MAC, 8 of the second 144; outputs, 8 of each. */
    @ParameterizedTest
    @CsvSource({"macs, 8, 32", "instructions, 8, 24", "uniform, 8, 16"})
    void takesChannelsFromLayersAsAsked(String distribution, int first, int second) throws IOException {
        Outcome.of("prune", model, "--macs", "0.6", "--distribution", distribution, "-o", output)
                .lines();
        assertArrayEquals(new int[] {first, second}, widths(output));
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        List<String> dry =
                Outcome.of("prune", model, "--macs", "0.6", "--dry-run").lines();
        assertEquals(List.of(model), Files.list(folder).toList());
        List<String> wet =
                Outcome.of("prune", model, "--macs", "0.6", "-o", output).lines();
        assertEquals(dry, wet.subList(0, dry.size()));
        String json = String.join(
                "",
                Outcome.of("prune", model, "--macs", "0.6", "--dry-run", "--json")
                        .lines());
        assertTrue(json.contains("\"int8Bytes\""), json);
    }

    /** The mean of what is removed is what one sample gives, so of that sample nothing changes. */
    @Test
    void samplesCorrectBiases() throws IOException {
        Path samples = Samples.pixels(folder.resolve("samples"), 9, 20, 3);
        Path uncorrected = folder.resolve("uncorrected.tflite");
        Outcome.of("prune", model, "--ratio", "0.5", "--exclude", "first", "-s", samples, "-o", output)
                .lines();
        Outcome.of("prune", model, "--ratio", "0.5", "--exclude", "first", "-o", uncorrected)
                .lines();
        assertArrayEquals(new int[] {16, 16}, widths(output));
        assertArrayEquals(scores(model), scores(output), 1e-3f);
        assertTrue(Math.abs(scores(model)[0] - scores(uncorrected)[0]) > 1e-2);
    }

    private static float[] scores(Path file) throws IOException {
        try (Session session =
                ModelFiles.load(file).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(new float[] {9, 20, 3});
            session.run();
            return session.output(0).floats();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"16x16", "16x4", "1x1"})
    void setsBlocksToZero(String shape) throws IOException {
        List<String> lines = Outcome.of("prune", model, "--blocks", "0.5", "--block-shape", shape, "-o", output)
                .lines();
        Sparsity sparsity = Sparsity.of(ModelFiles.load(output).graph(), BlockShape.parse(shape));
        assertEquals(0.5, sparsity.ofBlocks(), 0.15);
        String text = String.join("\n", lines);
        assertTrue(text.contains("Zeros make no file smaller that is not compressed."), text);
        assertEquals(shape.equals("16x16"), text.contains("int8 kernels skip these blocks"), text);
    }

    /** Of one sample biases make up for all of it; norms need none. */
    @Test
    void samplesMakeUpForZeros() throws IOException {
        Path samples = Samples.pixels(folder.resolve("samples"), 9, 20, 3);
        Outcome.of("prune", model, "--blocks", "0.5", "--block-shape", "4x4", "-s", samples, "-o", output)
                .lines();
        assertEquals(
                0.5,
                Sparsity.of(ModelFiles.load(output).graph(), new BlockShape(4, 4))
                        .ofBlocks(),
                0.05);
        assertArrayEquals(scores(model), scores(output), 1e-3f);
        Outcome.of("prune", model, "--blocks", "0.5", "--score", "l2", "-s", samples, "-o", output)
                .assertRefused(
                        "lanewise prune: norms of weights need no --samples; leave them out, or --score",
                        "Try 'lanewise prune --help'.");
    }

    @Test
    void refusesWhatCannotBeMeant() throws IOException {
        String hint = "Try 'lanewise prune --help'.";
        Outcome.of("prune", model, "--macs", "0.5")
                .assertRefused("lanewise prune: Missing required option: '--output=FILE' (or --dry-run)", hint);
        Outcome.of("prune", model, "-o", output)
                .assertRefused("lanewise prune: nothing to prune: give --macs, --ratio or --blocks", hint);
        Outcome.of("prune", model, "-o", output, "--macs", "0.5", "--ratio", "0.5")
                .assertRefused(
                        "lanewise prune: --macs and --ratio both say how many channels go; give one of them", hint);
        Outcome.of("prune", model, "-o", output, "--ratio", "0.5", "--distribution", "uniform")
                .assertRefused("lanewise prune: --distribution is a part of --macs; give that too", hint);
        Outcome.of("prune", model, "-o", output, "--ratio", "1.5")
                .assertRefused("lanewise prune: ratio 1.5 is not from 0 to less than 1", hint);
        Outcome.of("prune", model, "-o", output, "--macs", "0.1")
                .assertRefused(
                        "lanewise prune: " + model + " cannot be pruned to 10.0 % of its MACs: with all channels gone"
                                + " that may go, 16.7 % are left",
                        hint);
        Outcome.of("prune", model, "-o", output, "--macs", "0.5", "--exclude", "nobody")
                .assertRefused("lanewise prune: no operator of " + model + " is called \"nobody\"", hint);
        Outcome.of("prune", model, "-o", model, "--macs", "0.5")
                .assertRefused(
                        "lanewise prune: --output " + model + " would replace what is read as MODEL " + model
                                + "; choose another file",
                        hint);
        assertFalse(Files.exists(output));
        Path int8 = TinyModel.writeInt8(folder);
        Outcome quantized = Outcome.of("prune", int8, "-o", output, "--ratio", "0.5");
        assertTrue(quantized.err().contains("is quantized already"), quantized.err());
        assertEquals(1, quantized.exitCode());
    }
}
