// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.conformance.OnOracle;
import io.lanewise.graph.Graph;
import io.lanewise.instructions.NativeInstruction;
import io.lanewise.operators.Lowering;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The README's table of operators says what the code does: kinds and types are those of the samples, which every
 * backend runs, what is read beside them is what readers name. {@code -Dlanewise.write=true} writes it anew.
 */
@OnOracle
class OperatorTableTest {
    private static final Path README = Path.of("../../README.md");
    private static final String BEGIN = "<!-- operators: OperatorTableTest writes what follows -->\n";
    private static final String END = "<!-- end of operators -->\n";
    private static final int CASES = 60;
    private static final List<Form> COLUMNS = List.of(Form.FLOAT32, Form.INT8, Form.INT16, Form.INT32, Form.BOOL);

    /** What computes a kind in a form. */
    private enum Kernel {
        NATIVE,
        JAVA
    }

    @Test
    void readmeHasIt() throws IOException {
        String text = Files.readString(README);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("lanewise.write")) {
            Files.writeString(README, text.substring(0, from) + table + text.substring(to));
            return;
        }
        assertEquals(table, text.substring(from, to), "run it with -Dlanewise.write=true");
    }

    private static String table() {
        Map<String, Map<Form, Kernel>> kinds = new TreeMap<>();
        Set<String> onnx = new TreeSet<>();
        OperatorSamples.all()
                .forEach(sample -> sample.forms().stream()
                        .filter(COLUMNS::contains)
                        .forEach(form -> add(kinds, onnx, sample, form)));
        StringBuilder table =
                new StringBuilder("\n| operator | float32 | int8 | int16 | int32 | bool | written as ONNX |\n"
                        + "|---|---|---|---|---|---|---|\n");
        kinds.forEach((kind, forms) -> table.append("| ")
                .append(kind)
                .append(COLUMNS.stream()
                        .map(form -> " | " + cell(forms.get(form)))
                        .collect(Collectors.joining()))
                .append(onnx.contains(kind) ? " | yes |\n" : " | |\n"));
        List<String> composed = new ArrayList<>(IntStream.range(0, BuiltinOperator.names.length)
                .filter(code -> OperatorReader.newestVersion(code) > 0)
                .mapToObj(OperatorReader::name)
                .sorted()
                .toList());
        composed.removeAll(kinds.keySet());
        return table + "\nA `.tflite` file's " + String.join(", ", composed)
                + "\nare read as several of these, as constants, or as variables.\n\n";
    }

    private static void add(Map<String, Map<Form, Kernel>> kinds, Set<String> onnx, OperatorSample sample, Form form) {
        for (int number = 0; number < CASES; number++) {
            OperatorCase drawn = sample.draw(number, form);
            String kind = drawn.operator().kind();
            kinds.computeIfAbsent(kind, name -> new EnumMap<>(Form.class))
                    .merge(form, kernel(drawn.graph()), (a, b) -> a == b ? a : Kernel.JAVA);
            if (sample.inOnnx().contains(form)) {
                onnx.add(kind);
            }
        }
    }

    private static Kernel kernel(Graph graph) {
        boolean isNative = Lowering.of(graph).steps().stream()
                .allMatch(
                        step -> step.instruction() instanceof NativeInstruction instruction && instruction.isNative());
        return isNative ? Kernel.NATIVE : Kernel.JAVA;
    }

    private static String cell(Kernel kernel) {
        return kernel == null ? "" : kernel == Kernel.NATIVE ? "native" : "Java";
    }
}
