// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.ModelException;
import io.lanewise.tensor.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads trained models of the optional data folder: what {@code -Dlanewise.shared} or {@code LANEWISE_SHARED} names,
 * else a folder {@code shared} beside the project. Whether their results are right is tested with the reference kernels
 * at hand, in the module conformance.
 */
class SharedModelsTest {

    private static Path model(String name) {
        // A property that Maven was not given reaches the test unreplaced.
        Path shared = Stream.of(System.getProperty("lanewise.shared"), System.getenv("LANEWISE_SHARED"))
                .filter(value -> value != null && !value.isEmpty() && !value.startsWith("${"))
                .map(Path::of)
                .findFirst()
                .orElse(Path.of("..", "..", "..", "shared"));
        Path file = shared.resolve("data/models").resolve(name);
        if (Files.notExists(file)) {
            String reason = "no " + file + " (give the folder by -Dlanewise.shared)";
            System.out.println("not run: " + reason);
            Assumptions.abort(reason);
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "mlperf-tiny/resnet8_cifar10_int8.tflite,16,INT8",
        "mlperf-tiny/resnet8_cifar10_f32.tflite,16,FLOAT32",
        "mlperf-tiny/mobilenetv1_025_vww96_int8.tflite,31,INT8",
        "mlperf-tiny/dscnn_kws_int8.tflite,13,INT8",
        "mlperf-tiny/dscnn_kws_hybrid_dynrange.tflite,13,FLOAT32",
        "tinymaix/mnist_resnet_q.tflite,8,INT8",
        "tflite-micro/hello_world_int8.tflite,3,INT8"
    })
    void trainedModelsLoadAndRun(String name, int operators, DataType type) throws IOException {
        Model model = Model.load(model(name));
        assertEquals(operators, model.graph().operators().size());
        assertEquals(type, model.inputs().get(0).type());
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.run();
            assertEquals(
                    model.outputs().get(0).shape().elements(), session.output(0).floats().length);
        }
    }

    @Test
    void anUnsupportedModelNamesItsOperator() throws IOException {
        Path file = model("tflite-micro/mnist_lstm_int8.tflite");
        String message =
                assertThrows(ModelException.class, () -> Model.load(file)).getMessage();
        assertTrue(
                message.startsWith(
                        file + ": operator 0 UNIDIRECTIONAL_SEQUENCE_LSTM: not supported\nsupported are ABS,"),
                message);
    }
}
