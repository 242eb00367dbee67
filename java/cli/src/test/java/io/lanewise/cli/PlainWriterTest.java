// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names in files do to the terminal: nothing. */
class PlainWriterTest {
    /**
     * Clears the screen, in two ways; begins a line of its own; writes from right to left; makes an element of a page.
     */
    private static final String HOSTILE = "\u001b[2J\u009b2J\nlanewise: all is well\u2028\u202e<b>\u007f";

    private static final String SHOWN = "\\u001b[2J\\u009b2J\\u000alanewise: all is well\\u2028\\u202e<b>\\u007f";

    @TempDir
    private Path folder;

    private Path model;
    private Path pixels;

    @BeforeEach
    void writeFiles() throws IOException {
        model = TinyModel.writeFloat(folder.resolve("m\u001b[31m.tflite"), HOSTILE);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255, 51, 0, 0);
    }

    private static String plain(Outcome outcome) {
        String text = outcome.out() + outcome.err();
        assertTrue(
                text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c) || c == '\u2028' || c == '\u202e'),
                text);
        assertTrue(text.lines().noneMatch(line -> line.startsWith("lanewise: all is well")), text);
        return text;
    }

    @Test
    void everyCommandPrintsNamesPlain() throws IOException {
        Path names = Files.writeString(folder.resolve("names"), "red\u001b[1m\ngreen\u0007\nblue\n");
        Path labels = Samples.labels(folder.resolve("labels.idx"), 0, 2, 0);
        Path int8 = folder.resolve("int8.tflite");
        Path page = folder.resolve("page\u0008.html");
        assertTrue(plain(Outcome.of("inspect", model)).contains("\"pixel" + SHOWN.substring(0, 20)));
        assertTrue(plain(Outcome.of("inspect", model, "--kernels")).contains("m\\u001b[31m.tflite"));
        assertTrue(plain(Outcome.of("preflight", model)).contains("mixed\\u001b"));
        assertTrue(plain(Outcome.of("quantize", model, "-s", pixels, "-o", int8, "--ranges"))
                .contains("mixed\\u001b"));
        assertTrue(plain(Outcome.of("compare", model, int8, "-s", pixels)).contains("mixed\\u001b"));
        assertTrue(plain(Outcome.of(
                        "evaluate", model, "-s", pixels, "--labels", labels, "--class-names", names, "--per-class"))
                .contains("red\\u001b[1m"));
        assertTrue(plain(Outcome.of("report", model, "-s", pixels, "-o", page)).contains("page\\u0008.html"));
        String html = Files.readString(page);
        assertTrue(
                html.contains("\\u001b[2J\\u009b2J\\u000alanewise: all is well\\u2028\\u202e&lt;b&gt;\\u007f"), html);
        assertFalse(
                html.contains("<b>\u007f") || html.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), html);
    }

    @Test
    void jsonMeansTheSameName() throws IOException {
        String json = plain(Outcome.of("inspect", model, "--json"));
        assertEquals(
                "pixel" + HOSTILE,
                new ObjectMapper().readTree(json).at("/inputs/0/name").asText());
    }

    @Test
    void errorsPrintNamesPlain() throws IOException {
        assertTrue(plain(Outcome.of(
                        "quantize", model, "-s", folder.resolve("no\u001b[2Jfile"), "-o", folder.resolve("out.tflite")))
                .contains("no\\u001b[2Jfile: no such file"));
        assertTrue(plain(Outcome.of("inspect", "x\u001b[2J", "y\u001b[2J")).contains("'y\\u001b[2J'"));
        Path onnx = folder.resolve("model.onnx");
        Outcome.of("convert", model, "-o", onnx).lines();
        // Two nodes of an unknown kind: a message of several lines, each of them ours.
        ModelProto.Builder unknown = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
        unknown.getGraphBuilder().getNodeBuilder(0).setOpType(HOSTILE);
        unknown.getGraphBuilder().getNodeBuilder(1).setOpType("\n  node");
        Files.write(onnx, unknown.build().toByteArray());
        List<String> lines = plain(Outcome.of("inspect", onnx)).lines().toList();
        assertTrue(lines.get(0).matches("lanewise inspect: .*model.onnx: [0-9]+ problems:"), lines.toString());
        assertTrue(
                lines.stream()
                        .skip(1)
                        .allMatch(line -> line.startsWith("  node ")
                                || line.startsWith("supported are ")
                                || line.startsWith("  output ")),
                String.join("\n", lines));
        assertTrue(lines.toString().contains(SHOWN), lines.toString());
    }

    @Test
    void warningsAreOneLine() {
        LogRecord warning = new LogRecord(Level.WARNING, "a session of " + HOSTILE);
        assertEquals("WARNING: a session of " + SHOWN + System.lineSeparator(), new LogLine().format(warning));
        warning.setThrown(new IllegalStateException(HOSTILE));
        assertTrue(new LogLine()
                .format(warning)
                .contains("IllegalStateException: " + SHOWN + System.lineSeparator() + "    at "));
    }
}
