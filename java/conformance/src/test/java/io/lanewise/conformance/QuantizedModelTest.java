// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that the quantizer writes run in TensorFlow Lite, with the bytes that both backends give. */
@OnOracle
class QuantizedModelTest {
    private static final int RECORDS = 50;

    static Stream<Arguments> trainedModels() {
        return Stream.of(
                        "mlperf-tiny/resnet8_cifar10_f32",
                        "mlperf-tiny/mobilenetv1_025_vww96_f32",
                        "mlperf-tiny/dscnn_kws_f32_othertraining",
                        "tinymaix/cifar10_f",
                        "tinymaix/mnist_valid_f",
                        "tinymaix/mnist_dw_f",
                        "tinymaix/mnist_resnet_f",
                        "tflite-micro/hello_world_f32")
                .flatMap(model -> Stream.of(InterfaceType.values()).map(type -> Arguments.of(model, type)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("trainedModels")
    void tfliteAgreesOnTrainedModels(String name, InterfaceType type) throws IOException {
        check(Model.load(SharedData.file("models/" + name + ".tflite")), type, Scheme.INT8);
    }

    @ParameterizedTest
    @EnumSource
    void tfliteAgreesOnTheSampleModel(InterfaceType type) {
        check(QuantizedModels.glyphs(), type, Scheme.INT8);
    }

    @ParameterizedTest
    @EnumSource
    void tfliteAgreesOnRandomModels(InterfaceType type) {
        for (int seed = 0; seed < 20; seed++) {
            check(Model.of(RandomNetwork.float32(new Random(seed))), type, Scheme.INT8);
        }
    }

    /** Schemes other than int8 for all: words, then overrides. */
    static Stream<String> schemes() {
        return Stream.of(
                "dense-per-tensor",
                "int16",
                "int8-symmetric",
                "int8 kind:CONV_2D=int16",
                "int16 kind:CONV_2D=int8,per-tensor",
                "int16,per-channel kind:FULLY_CONNECTED=int8",
                "int4-weights kind:DEPTHWISE_CONV_2D=int8-weights",
                "int16,int4-weights");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void tfliteAgreesOnOtherSchemes(String text) {
        Scheme scheme = scheme(text);
        check(QuantizedModels.glyphs(), InterfaceType.FLOAT32, scheme);
        for (int seed = 0; seed < 20; seed++) {
            Model real = Model.of(RandomNetwork.float32(new Random(seed)));
            try {
                check(real, InterfaceType.FLOAT32, scheme);
            } catch (ModelException e) {
                // Not every random network has what the override is for.
                assertTrue(e.getMessage().contains("matches no operator's output"), e.getMessage());
            }
        }
    }

    private static Scheme scheme(String text) {
        String[] parts = text.split(" ");
        Scheme scheme = Scheme.INT8.with(parts[0].split(","));
        for (int i = 1; i < parts.length; i++) {
            scheme = scheme.with(SchemeOverride.parse(parts[i]));
        }
        return scheme;
    }

    /** Quantizes and runs on random inputs, which need not mean anything to the model. */
    private static void check(Model real, InterfaceType type, Scheme scheme) {
        ByteBuffer file = QuantizedModels.quantize(real, type, scheme);
        Model model = Model.read(real.graph().name() + " quantized", file);
        byte[] records = records(model.inputs().get(0).shape().elements() * RECORDS, type);
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(file, records);
        }
        for (Backend backend : Counts.backends().toList()) {
            SameBytes.check(
                    model,
                    expected,
                    ModelRun.run(model, backend, records, RECORDS),
                    () -> model.graph().name() + ' ' + backend);
        }
    }

    private static byte[] records(int elements, InterfaceType type) {
        Random random = new Random(2);
        if (type == InterfaceType.INT8) {
            byte[] bytes = new byte[elements];
            random.nextBytes(bytes);
            return bytes;
        }
        ByteBuffer floats = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat(random.nextFloat());
        }
        return floats.array();
    }
}
