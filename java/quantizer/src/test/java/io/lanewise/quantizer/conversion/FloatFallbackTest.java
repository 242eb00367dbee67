// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators without an integer form stay float between integer ones. */
class FloatFallbackTest {

    /** Dense, square root of what is positive, reshape, dense. */
    private static Graph graph() {
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, 4);
        int dense = g.activation("dense", 1, 4);
        g.add(new FullyConnected(
                x,
                g.floats("weights", Shape.of(4, 4), 1, 2, 3, 4, 4, 3, 2, 1, 1, 1, 2, 2, 3, 1, 4, 1),
                -1,
                dense,
                Activation.RELU,
                false));
        int root = g.activation("root", 1, 4);
        g.add(new Unary(UnaryFunction.SQRT, dense, root));
        int folded = g.activation("folded", 2, 2);
        g.add(new Reshape(root, folded));
        int out = g.activation("out", 2, 2);
        g.add(new FullyConnected(
                folded, g.floats("weights2", Shape.of(2, 2), 1, -1, 0.5f, 2), -1, out, Activation.NONE, false));
        return g.build(out);
    }

    private static Stream<float[]> samples() {
        Random random = new Random(1);
        return Stream.generate(() ->
                        new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat(), random.nextFloat()})
                .limit(100);
    }

    private static Graph quantized(Graph graph, Scheme scheme) {
        return Quantizer.of(Model.of(graph))
                .backend(Backend.JAVA)
                .scheme(scheme)
                .calibrate(samples())
                .quantize()
                .graph();
    }

    private static List<String> kinds(Graph graph) {
        return graph.operators().stream().map(Operator::kind).toList();
    }

    @Test
    void boundariesLieAroundWhatStaysFloat() {
        Graph graph = quantized(graph(), Scheme.INT8);
        assertEquals(
                List.of("FULLY_CONNECTED", "DEQUANTIZE", "SQRT", "RESHAPE", "QUANTIZE", "FULLY_CONNECTED"),
                kinds(graph));
        assertEquals(DataType.INT8, graph.tensor(graph.inputs().get(0)).type());
        assertEquals(DataType.INT8, graph.tensor(graph.outputs().get(0)).type());
    }

    /**
     * One layer computes with float values on stored weights or quantizes its input in each run, the other one is int8.
     */
    @ParameterizedTest
    @CsvSource({
        "out=weight-only, FULLY_CONNECTED DEQUANTIZE SQRT RESHAPE DEQUANTIZE FULLY_CONNECTED",
        "dense=dynamic, FULLY_CONNECTED SQRT RESHAPE QUANTIZE FULLY_CONNECTED"
    })
    void floatOperatorsMayHaveIntegerWeights(String override, String kinds) {
        Graph graph = quantized(graph(), Scheme.INT8.with(SchemeOverride.parse(override)));
        assertEquals(kinds, String.join(" ", kinds(graph)));
        assertEquals(
                List.of(DataType.INT8, DataType.INT8),
                graph.tensors().stream()
                        .filter(tensor ->
                                tensor.name().equals("weights") || tensor.name().equals("weights2"))
                        .map(Tensor::type)
                        .toList());
        staysNear(graph);
    }

    @Test
    void staysNearTheFloatModelAndSurvivesTheFile() {
        staysNear(quantized(graph(), Scheme.INT8));
    }

    private static void staysNear(Graph graph) {
        Model written = Model.read("written", TfliteWriter.encode(graph));
        try (Session real =
                        Model.of(graph()).newSession(SessionOptions.defaults().withBackend(Backend.JAVA));
                Session mixed = written.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            samples().skip(90).forEach(sample -> {
                real.input(0).putFloats(sample);
                real.run();
                mixed.input(0).putFloats(sample);
                mixed.run();
                assertArrayEquals(real.output(0).floats(), mixed.output(0).floats(), 0.08f);
            });
        }
    }

    /** An input that only float operators read is float itself; a constant that both kinds read has two forms. */
    @Test
    void whatIsAskedForStaysFloat() {
        GraphBuilder g = new GraphBuilder();
        int x = g.input("x", 1, 4);
        int shared = g.floats("shared", Shape.of(4), 1, 2, 3, 4);
        int sum = g.activation("sum", 1, 4);
        g.add(new Add(x, shared, sum, Activation.NONE));
        int total = g.activation("total", 1, 4);
        g.add(new Add(sum, shared, total, Activation.NONE));
        Graph graph = quantized(g.build(total), Scheme.INT8.with(SchemeOverride.parse("sum=float")));
        assertEquals(List.of("ADD", "QUANTIZE", "ADD"), kinds(graph));
        assertEquals(DataType.FLOAT32, graph.tensor(graph.inputs().get(0)).type());
        assertNull(graph.tensor(((Add) graph.operators().get(0)).right()).quantization());
        assertEquals(
                DataType.INT8,
                graph.tensor(((Add) graph.operators().get(2)).right()).type());
    }

    @Test
    void decisionsSayWhy() {
        Graph graph = graph();
        List<Decision> decisions = Decision.of(graph, Scheme.INT8);
        assertEquals(
                List.of("", "is too steep for 8 bits", "moves what a float operator gives", ""),
                decisions.stream().map(Decision::reason).toList());
        assertEquals(
                List.of(
                        SchemeArithmetic.INT8,
                        SchemeArithmetic.FLOAT32,
                        SchemeArithmetic.FLOAT32,
                        SchemeArithmetic.INT8),
                decisions.stream()
                        .map(decision -> decision.scheme().arithmetic())
                        .toList());
    }
}
