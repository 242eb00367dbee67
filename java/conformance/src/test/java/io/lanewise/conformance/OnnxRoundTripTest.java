// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Rounding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Quantized models written as QDQ and read again: the same integer operators, the rounding that the file notes, the
 * same bytes.
 */
class OnnxRoundTripTest {
    private static final int RECORDS = 50;

    @ParameterizedTest
    @EnumSource
    void randomNetworksComeBack(InterfaceType type) {
        for (int seed = 0; seed < 30; seed++) {
            check(Model.of(RandomNetwork.float32(new Random(seed))), type);
        }
    }

    @Test
    void theSampleModelComesBack() {
        check(QuantizedModels.glyphs(), InterfaceType.INT8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlperf-tiny/resnet8_cifar10_f32",
                "mlperf-tiny/mobilenetv1_025_vww96_f32",
                "mlperf-tiny/dscnn_kws_f32_othertraining",
                "tinymaix/cifar10_f",
                "tinymaix/mnist_valid_f",
                "tinymaix/mnist_dw_f",
                "tinymaix/mnist_resnet_f"
            })
    void trainedModelsComeBack(String name) throws IOException {
        check(Model.load(SharedData.file("models/" + name + ".tflite")), InterfaceType.INT8);
    }

    private static void check(Model real, InterfaceType type) {
        Graph written =
                Model.read("quantized", QuantizedModels.quantize(real, type)).graph();
        ModelProto file = OnnxWriter.encode(written, InterfaceLayout.NCHW);
        Graph read = OnnxReader.read("again", ByteBuffer.wrap(file.toByteArray()), OnnxOptions.defaults());
        assertEquals(kinds(written), kinds(read));
        assertTrue(read.operators().stream().noneMatch(Transpose.class::isInstance), "transposes something");
        assertEquals(Rounding.TFLITE, read.rounding());

        byte[] records =
                new byte[RECORDS * (int) written.tensor(written.inputs().get(0)).bytes()];
        if (type == InterfaceType.INT8) {
            new Random(4).nextBytes(records);
        } else {
            FloatBuffer floats =
                    ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            Random random = new Random(4);
            while (floats.hasRemaining()) {
                floats.put(random.nextFloat());
            }
        }
        byte[] expected = ModelRun.run(Model.of(written), Backend.JAVA, records, RECORDS);
        Model again = Model.of(read);
        SameBytes.check(
                again,
                expected,
                ModelRun.run(again, Backend.JAVA, records, RECORDS),
                () -> real.graph().name());

        if (type == InterfaceType.INT8) {
            byte[] rounded = ModelRun.run(Model.of(read.withRounding(Rounding.ONNX)), Backend.JAVA, records, RECORDS);
            int most = 0;
            int different = 0;
            for (int i = 0; i < expected.length; i++) {
                most = Math.max(most, Math.abs(expected[i] - rounded[i]));
                different += expected[i] == rounded[i] ? 0 : 1;
            }
            System.out.println(Path.of(real.graph().name()).getFileName() + ": with ONNX's rounding " + different
                    + " of " + expected.length + " outputs are others, by " + most + " at most");
        }
    }

    /** Without what only arranges elements; a depthwise convolution of one channel comes back as a plain one. */
    private static List<String> kinds(Graph graph) {
        return graph.operators().stream()
                .filter(o -> !(o instanceof Reshape) && !(o instanceof Transpose))
                .map(o -> o.kind().replace("DEPTHWISE_", ""))
                .toList();
    }
}
