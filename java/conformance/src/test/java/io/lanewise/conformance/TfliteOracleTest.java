// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The oracle runs the kernels it is meant to run, and survives what TFLite refuses. */
@OnOracle
class TfliteOracleTest {

    @Test
    void runsTheReferenceKernels() throws IOException {
        // TFLite's optimized kernels differ from these in about one byte of five.
        ByteBuffer model =
                ByteBuffer.wrap(Files.readAllBytes(SharedData.file("models/mlperf-tiny/resnet8_cifar10_int8.tflite")));
        byte[] inputs = IdxFile.read(SharedData.file("samples/cifar10-jpeg/test2000-images-nhwc-ubyte.gz"))
                .bytes(20);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] -= 128;
        }
        byte[] recorded = IdxFile.read(
                        SharedData.file("int8-reference/mlperf-tiny__resnet8_cifar10_int8.tflite.outputs-int8.gz"))
                .bytes(20);
        try (TfliteOracle oracle = new TfliteOracle()) {
            assertArrayEquals(recorded, oracle.run(model, inputs));
        }
    }

    @Test
    void saysWhatTfliteRefuses() {
        try (TfliteOracle oracle = new TfliteOracle()) {
            for (int i = 0; i < 2; i++) {
                TfliteOracle.OracleException refusal = assertThrows(
                        TfliteOracle.OracleException.class, () -> oracle.run(ByteBuffer.allocate(100), new byte[0]));
                assertTrue(refusal.getMessage().contains("not a valid Flatbuffer"), refusal.getMessage());
            }
        }
    }
}
