// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights stored as integers under float activations: TensorFlow Lite runs the files, close to what both backends give.
 * Only close, since other operators compute in floats; where inputs are quantized at run time, their last bits decide
 * roundings.
 */
@OnOracle
class FloatActivationsTest {
    private static final int RECORDS = 20;
    private static final float TOLERANCE = 1e-4f;
    private static final float DYNAMIC_TOLERANCE = 1e-2f;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight-only",
                "weight-only,per-tensor",
                "weight-only,int4-weights",
                "weight-only,codebook-16",
                "weight-only,codebook-256"
            })
    void tfliteAgreesOnStoredWeights(String words) {
        compare(
                QuantizedModels.quantize(
                        QuantizedModels.glyphs(), InterfaceType.FLOAT32, Scheme.INT8.with(words.split(","))),
                TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "dynamic,per-channel", "dynamic,per-tensor", "dynamic,int4-weights"})
    void tfliteAgreesOnTheDynamicRange(String words) {
        compare(
                QuantizedModels.quantize(
                        QuantizedModels.glyphs(), InterfaceType.FLOAT32, Scheme.INT8.with(words.split(","))),
                DYNAMIC_TOLERANCE);
    }

    /** int8 before and after; where floats differ in their last bit, an int8 value is another one. */
    @ParameterizedTest
    @ValueSource(strings = {"kind:FULLY_CONNECTED=weight-only", "kind:CONV_2D=dynamic", "kind:FULLY_CONNECTED=dynamic"})
    void tfliteAgreesOnMixtures(String override) {
        compare(
                QuantizedModels.quantize(
                        QuantizedModels.glyphs(),
                        InterfaceType.FLOAT32,
                        Scheme.INT8.with(SchemeOverride.parse(override))),
                DYNAMIC_TOLERANCE);
    }

    /** A trained model whose activations are quantized at run time. */
    @Test
    void tfliteAgreesOnTheTrainedModel() throws IOException {
        Path file = SharedData.file("models/mlperf-tiny/dscnn_kws_hybrid_dynrange.tflite");
        compare(ByteBuffer.wrap(Files.readAllBytes(file)), DYNAMIC_TOLERANCE);
    }

    private static void compare(ByteBuffer file, float tolerance) {
        Model model = Model.read("model", file);
        ByteBuffer records = ByteBuffer.allocate(model.inputs().get(0).shape().elements() * RECORDS * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(3);
        while (records.hasRemaining()) {
            records.putFloat(random.nextFloat());
        }
        FloatBuffer expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = floats(oracle.run(file, records.array()));
        }
        for (Backend backend : Counts.backends().toList()) {
            FloatBuffer actual = floats(ModelRun.run(model, backend, records.array(), RECORDS));
            assertEquals(expected.limit(), actual.limit());
            for (int i = 0; i < expected.limit(); i++) {
                assertEquals(expected.get(i), actual.get(i), tolerance, backend + ", output " + i);
            }
        }
    }

    private static FloatBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
