// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.ModelFiles;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored files from which invalid or different {@code .onnx} files were made once. */
@OnOracle
class OnnxReproductionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case-66.tflite",
                "case-80.tflite",
                "case-411.tflite",
                "case-569.tflite",
                "case-864.tflite",
                "case-1340.tflite",
                "case-1581.tflite",
                "output-unwritten.tflite",
                "min/add-transpose-and-logistic.tflite",
                "min/add-transpose-both-out.tflite",
                "min/pad-transpose-both-out.tflite",
                "min/transpose-alone.tflite",
                "perm-empty.tflite",
                "min2/both-out-0123.tflite",
                "transpose-scale.tflite",
                "test_hardswish-int8.tflite",
                "test_hardswish-int4-weights.tflite",
                "onnx-rt-gelu.onnx",
                "onnx-rt-problems.onnx",
                "onnx-rt-transpose-scale.onnx"
            })
    void comesBack(String file) throws IOException {
        Graph graph = ModelFiles.load(SharedData.file("repro/" + file)).graph();
        for (int seed = 0; seed < 20; seed++) {
            OnnxRoundTrip.check(graph, OnnxRoundTrip.record(graph, new Random(seed)), file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "perm-negative, expected output shape []",
        "perm-short, 'expected output shape [1,1,1,16]'",
        "zero-dim, has no elements",
        "no-outputs, has no outputs"
    })
    void isRefused(String file, String problem) {
        ModelException refusal =
                assertThrows(ModelException.class, () -> ModelFiles.load(SharedData.file("repro/" + file + ".tflite")));
        assertTrue(refusal.getMessage().contains(problem), refusal.getMessage());
    }
}
