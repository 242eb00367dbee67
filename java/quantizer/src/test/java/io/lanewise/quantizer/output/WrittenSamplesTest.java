// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import io.lanewise.testing.RelativeError;
import io.lanewise.tflite.TfliteReader;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator in every form of a format, written and read again, computes what it did. That others read the files is
 * shown where they run.
 */
class WrittenSamplesTest {
    private static final int CASES = 10;
    /** Parameters that have no place in a format become operators of their own, which cost a bit. */
    private static final float TOLERANCE = 1e-4f;

    static Stream<Arguments> formsOfTflite() {
        return OperatorSamples.all()
                .flatMap(sample -> sample.inTflite().stream().map(form -> Arguments.of(sample, form)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("formsOfTflite")
    void comesBackFromTflite(OperatorSample sample, Form form) {
        check(sample, form, graph -> TfliteReader.read("read", TfliteWriter.encode(graph)));
    }

    static Stream<Arguments> formsOfOnnx() {
        return Stream.of(Form.FLOAT32, Form.INT8, Form.INT16, Form.INT32, Form.BOOL)
                .flatMap(form -> OperatorSamples.ofOnnx(form).map(sample -> Arguments.of(sample, form)));
    }

    static Stream<Arguments> notInOnnx() {
        return OperatorSamples.all()
                .flatMap(sample -> sample.forms().stream()
                        .filter(form -> !sample.inOnnx().contains(form))
                        .map(form -> Arguments.of(sample, form)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("notInOnnx")
    void othersAreRefusedInOnnx(OperatorSample sample, Form form) {
        Graph graph = sample.draw(0, form).graph();
        ModelException e = assertThrows(ModelException.class, () -> OnnxWriter.encode(graph, InterfaceLayout.NHWC));
        assertTrue(e.getMessage().contains("is not written as ONNX; write a .tflite file"), e.getMessage());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("formsOfOnnx")
    void comesBackFromOnnx(OperatorSample sample, Form form) {
        check(
                sample,
                form,
                graph -> OnnxReader.read(
                        "read",
                        ByteBuffer.wrap(
                                OnnxWriter.encode(graph, InterfaceLayout.NHWC).toByteArray()),
                        OnnxOptions.defaults()));
    }

    private static void check(OperatorSample sample, Form form, UnaryOperator<Graph> written) {
        for (int number = 0; number < CASES; number++) {
            OperatorCase drawn = sample.draw(number, form);
            String name = sample + " " + form + " case " + number + ", " + drawn;
            byte[] expected = run(drawn.graph(), drawn.inputs());
            byte[] actual = run(written.apply(drawn.graph()), drawn.inputs());
            if (form.isExact()) {
                assertArrayEquals(expected, actual, name);
            } else {
                assertTrue(RelativeError.of(expected, actual) <= TOLERANCE, name);
            }
        }
    }

    private static byte[] run(Graph graph, byte[] inputs) {
        Model model = Model.of(graph);
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            for (int i = 0, from = 0; i < model.inputs().size(); i++) {
                byte[] input = new byte[Math.toIntExact(model.inputs().get(i).bytes())];
                System.arraycopy(inputs, from, input, 0, input.length);
                session.input(i).put(input);
                from += input.length;
            }
            session.run();
            return session.output(0).bytes();
        }
    }
}
