// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be is refused, in words that say what was given; files stay as they were. */
class AdaptationErrorsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = DeployedModel.write(folder);
    }

    private static void refuses(Class<? extends Exception> type, Executable code, String... words) {
        String message = assertThrows(type, code).getMessage();
        Arrays.stream(words).forEach(word -> assertTrue(message.contains(word), message));
    }

    private static void addExamples(Adaptation adaptation) {
        for (int label = 0; label < 2; label++) {
            adaptation.example("class " + label, DeployedModel.image(label, new Random(1)));
        }
    }

    @Test
    void examplesOfAnotherForm() throws IOException {
        try (Adaptation adaptation = Adaptation.of(file)) {
            refuses(
                    IllegalArgumentException.class,
                    () -> adaptation.example("cat", new float[35]),
                    "example 0 of class \"cat\"",
                    "int8[1,6,6,1]",
                    "35 values");
            refuses(IllegalArgumentException.class, () -> adaptation.example("cat", new byte[37]), "37 bytes");
            float[] image = new float[36];
            image[7] = Float.NaN;
            refuses(IllegalArgumentException.class, () -> adaptation.example("cat", image), "NaN at 7");
            image[7] = Float.NEGATIVE_INFINITY;
            refuses(IllegalArgumentException.class, () -> adaptation.example("cat", image), "-Infinity at 7");
            refuses(IllegalArgumentException.class, () -> adaptation.example(" ", new float[36]), "name of one line");
            refuses(
                    IllegalArgumentException.class,
                    () -> adaptation.example("a\nb", new float[36]),
                    "name of one line");
        }
    }

    @Test
    void fewerThanTwoClasses() throws IOException {
        try (Adaptation adaptation = Adaptation.of(file)) {
            refuses(IllegalStateException.class, adaptation::train, "at least 2 classes", "got 0");
            adaptation.example("cat", new float[36]);
            refuses(IllegalStateException.class, adaptation::train, "at least 2 classes", "got 1 of 1");
        }
    }

    @Test
    void keptClassesThatAreNotTheModels() throws IOException {
        try (Adaptation adaptation = Adaptation.of(file)) {
            refuses(
                    IllegalArgumentException.class,
                    () -> adaptation.keep(List.of("a", "b")),
                    "expected 3 different names",
                    "[a, b]");
            refuses(IllegalArgumentException.class, () -> adaptation.keep(List.of("a", "b", "a")), "[a, b, a]");
            adaptation.keep(List.of("class 0", "class 1", "class 2"));
            addExamples(adaptation);
            refuses(IllegalStateException.class, adaptation::train, "none of [class 2]");
            refuses(IllegalStateException.class, () -> adaptation.keep(List.of("a", "b", "c")), "there are 2");
        }
        try (Adaptation adaptation = Adaptation.of(file, "conv")) {
            refuses(ModelException.class, () -> adaptation.keep(List.of("a", "b", "c")), "cannot be kept", "\"conv\"");
        }
    }

    @Test
    void strengthsThatAreNone() throws IOException {
        try (Adaptation adaptation = Adaptation.of(file)) {
            for (double strength : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
                refuses(IllegalArgumentException.class, () -> adaptation.l2(strength), "got " + strength);
            }
        }
    }

    @Test
    void modelsThatEndOtherwise() throws IOException {
        Graph int8 = DeployedModel.int8(DeployedModel.real(true), Scheme.PLAIN, InterfaceType.INT8);
        GraphEditor editor = GraphEditor.of(int8);
        editor.setInterface(int8.inputs(), List.of(int8.operators().get(1).output()));
        editor.removeUnneeded();
        Path headless = DeployedModel.write(folder, editor.cleaned());
        refuses(ModelException.class, () -> Adaptation.of(headless), "does not end in", "MEAN \"mean\"");
        Path real = DeployedModel.write(folder, DeployedModel.real(true));
        refuses(ModelException.class, () -> Adaptation.of(real), "float32[1,12]", "quantize the model first");
        Path batch = DeployedModel.write(folder, int8.withBatch(2));
        refuses(ModelException.class, () -> Adaptation.of(batch), "int8[2,3]", "batch 1");
        refuses(IOException.class, () -> Adaptation.of(folder.resolve("none.tflite")), "none.tflite");
    }

    @Test
    void featuresThatAreNone() {
        refuses(ModelException.class, () -> Adaptation.of(file, "dense"), "0 tensors named \"dense\"");
        refuses(ModelException.class, () -> Adaptation.of(file, "nothing"), "0 tensors named \"nothing\"");
    }

    @Test
    void theAdaptedFileIsNeverWritten() throws IOException {
        byte[] before = Files.readAllBytes(file);
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), file);
        Path hard = Files.createLink(folder.resolve("hard"), file);
        try (Adaptation adaptation = Adaptation.of(file)) {
            addExamples(adaptation);
            AdaptedModel adapted = adaptation.train();
            for (Path target : List.of(file, symbolic, hard)) {
                refuses(IOException.class, () -> adapted.write(target), "is the model that was adapted");
            }
            refuses(IOException.class, () -> adapted.write(folder), "no regular file");
            Path other = folder.resolve("other.tflite");
            Files.writeString(other, "old");
            Path link = Files.createSymbolicLink(folder.resolve("link"), other);
            adapted.write(link);
            assertTrue(Files.isSymbolicLink(link));
            assertEquals(-1, Files.mismatch(other, Files.write(folder.resolve("same"), bytes(adapted))));
        }
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    0, left.filter(path -> path.toString().endsWith(".tmp")).count());
        }
    }

    @Test
    void whatDoesNotComputeWhatWasTrainedIsNotWritten() throws IOException {
        Path target = folder.resolve("target.tflite");
        Files.writeString(target, "old");
        ModelCheck other = new ModelCheck(new byte[36], new byte[3]);
        Path source = folder.resolve("source");
        refuses(
                ModelException.class,
                () -> ModelFile.write(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)), target, source, other),
                "nothing is written");
        assertEquals("old", Files.readString(target));
        assertNothingIsLeft();
    }

    private static byte[] bytes(AdaptedModel adapted) {
        byte[] bytes = new byte[adapted.content().remaining()];
        adapted.content().get(bytes);
        return bytes;
    }
}
