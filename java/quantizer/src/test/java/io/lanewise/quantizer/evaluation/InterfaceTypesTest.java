// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.SessionOptions;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.analysis.LayerError;
import io.lanewise.quantizer.analysis.ModelComparison;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.DataSource;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.IdxFiles;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of every type of inputs and outputs that the quantizer makes are evaluated and compared. */
class InterfaceTypesTest {

    static Stream<Arguments> kinds() {
        return Stream.of("int8", "int16", "int8-symmetric", "dynamic", "weight-only")
                .flatMap(scheme -> Stream.of(InterfaceType.values()).map(type -> Arguments.of(scheme, type)));
    }

    /** The larger of two numbers. */
    private static Model classifier() {
        GraphBuilder graph = new GraphBuilder();
        int input = graph.input("in", 1, 2);
        int scores = graph.activation("scores", 1, 2);
        graph.add(new FullyConnected(
                input,
                graph.floats("weights", Shape.of(2, 2), 1, -1, -1, 1),
                graph.floats("bias", Shape.of(2), 0.125f, -0.125f),
                scores,
                Activation.NONE,
                false));
        return Model.of(graph.build(scores));
    }

    private static Dataset dataset(int type, int[] dims, int... values) throws IOException {
        ByteBuffer file =
                ByteBuffer.allocate(4 + 4 * dims.length + values.length).putInt(type << 8 | dims.length);
        for (int dim : dims) {
            file.putInt(dim);
        }
        for (int value : values) {
            file.put((byte) value);
        }
        return IdxFiles.open(new DataSource("samples", () -> new ByteArrayInputStream(file.array())));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isEvaluated(String scheme, InterfaceType type) throws IOException {
        Model model = Quantizer.of(classifier())
                .backend(Backend.JAVA)
                .scheme(Scheme.INT8.with(scheme))
                .interfaceType(type)
                .calibrate(List.of(new float[] {-8, 8}, new float[] {8, -8}))
                .quantize()
                .model();
        Dataset samples = dataset(0x09, new int[] {4, 2}, 1, -2, -3, 4, 7, 2, -8, 8)
                .withLabels(dataset(0x08, new int[] {4}, 0, 1, 0, 1));
        try (SessionClassifier classifier = SessionClassifier.open(
                "model",
                model,
                SessionOptions.defaults().withBackend(Backend.JAVA),
                SampleFeed.preprocessed(Preprocessing.NONE, samples, model))) {
            assertEquals(
                    1.0,
                    Evaluator.evaluate(List.of(classifier), samples, () -> {})
                            .models()
                            .get(0)
                            .metrics()
                            .top1());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isComparedLayerByLayer(String scheme, InterfaceType type) throws IOException {
        Model real = classifier();
        Model model = Quantizer.of(real)
                .backend(Backend.JAVA)
                .scheme(Scheme.INT8.with(scheme))
                .interfaceType(type)
                .calibrate(List.of(new float[] {-8, 8}, new float[] {8, -8}))
                .quantize()
                .model();
        ModelComparison comparison =
                ModelComparison.of(real, model, () -> Stream.of(new float[] {1, -2}), Backend.JAVA, () -> {});
        String computed = scheme.equals("int16") ? "int16" : scheme.startsWith("int8") ? "int8" : "float32";
        assertEquals(
                List.of(computed, computed),
                comparison.layers().stream().map(LayerError::type).toList());
        assertTrue(comparison.outputs().get(0).cosine() > 0.999);
    }
}
