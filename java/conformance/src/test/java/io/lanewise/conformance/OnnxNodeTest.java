// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX's backend node tests, those whose nodes are all of kinds that can be read, save those of {@link
 * QuantizedNodeTest}: at least 95 of 100 pass, and each of the others is in the list of exceptions, with its reason.
 * Numbers may differ by 1e-3 of themselves, as ONNX's own runner has it.
 */
class OnnxNodeTest {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-6;

    static List<Backend> backends() {
        return Counts.backends().toList();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void passesButForTheListedExceptions(Backend backend) throws IOException {
        Set<String> known = OnnxReader.operators();
        Map<String, String> failures = new TreeMap<>();
        int count = 0;
        for (NodeTestCase test : NodeTestCase.read(SharedData.file("onnx-node-tests/node.zip"))) {
            if (known.containsAll(test.kinds()) && !QuantizedNodeTest.covers(test)) {
                count++;
                String failure = failure(test, backend);
                if (failure != null) {
                    failures.put(test.name(), failure);
                }
            }
        }
        System.out.println("ONNX node tests, " + backend + ": " + (count - failures.size()) + " of " + count + " pass");
        assertEquals(
                exceptions(),
                failures.keySet(),
                () -> failures.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("\n")));
        assertTrue(failures.size() <= 0.05 * count, failures.size() + " of " + count + " fail");
    }

    /** What is wrong, or null. */
    private static String failure(NodeTestCase test, Backend backend) {
        List<float[]> actual;
        try {
            actual = NodeTestRun.run(test, backend);
        } catch (ModelException e) {
            return e.getMessage();
        }
        for (int i = 0; i < actual.size(); i++) {
            float[] expected = NodeTestValues.floats(test.outputs().get(i));
            if (expected.length != actual.get(i).length) {
                return "output " + i + " has " + actual.get(i).length + " elements instead of " + expected.length;
            }
            for (int k = 0; k < expected.length; k++) {
                double difference = Math.abs((double) expected[k] - actual.get(i)[k]);
                boolean same =
                        expected[k] == actual.get(i)[k] || Float.isNaN(expected[k]) && Float.isNaN(actual.get(i)[k]);
                if (!same && !(difference <= ABSOLUTE + RELATIVE * Math.abs(expected[k]))) {
                    return "output " + i + ", element " + k + ": expected " + expected[k] + ", got " + actual.get(i)[k];
                }
            }
        }
        return null;
    }

    /** The names at the beginnings of the lines that are no comments. */
    private static Set<String> exceptions() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                OnnxNodeTest.class.getResourceAsStream("/onnx-node-exceptions.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(":")[0])
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
        }
    }
}
