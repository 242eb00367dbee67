// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What pairs of QuantizeLinear and DequantizeLinear alone do not say of integers, and comes back all the same. */
@OnOracle
class OnnxIntegersTest {
    private static final Quantization HALF = Quantization.perTensor(0.5f, 3);
    private static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);

    private final GraphBuilder graph = new GraphBuilder("integers");

    /** One operator on reals between integers is none on integers: its rounding is another. */
    @Test
    void realsBetweenIntegersStayReals() {
        int x = graph.int8Input(HALF, 2, 4);
        int reals = graph.apply(new Dequantize(x, graph.activation(DataType.FLOAT32, null, 2, 4)));
        int softmax = graph.apply(new Softmax(reals, graph.activation(DataType.FLOAT32, null, 2, 4), 1));
        int back = graph.apply(new Quantize(softmax, graph.activation(DataType.INT8, PROBABILITY, 2, 4)));
        assertEquals(List.of("DEQUANTIZE", "SOFTMAX", "QUANTIZE"), kinds(check(back)));
    }

    /** A RESHAPE leaves integers as they are, whatever scales it is between. */
    @Test
    void reshapesTakeIntegersForOthers() {
        int x = graph.int8Input(HALF, 2, 4);
        Quantization other = Quantization.perTensor(0.1f, -20);
        int shaped = graph.apply(new Reshape(x, graph.activation(DataType.INT8, other, 4, 2)));
        int sum = graph.apply(new Add(shaped, shaped, graph.activation(DataType.INT8, other, 4, 2), Activation.NONE));
        check(shaped, sum);
    }

    @Test
    void anyInputOfAConcatenationMayBeConstant() {
        int x = graph.int8Input(HALF, 2, 4);
        int constant = graph.constant(new byte[] {1, -2, 3, -4}, HALF, 2, 2);
        int joined = graph.apply(new Concatenation(
                List.of(x, x, constant), graph.activation(DataType.INT8, HALF, 2, 10), 1, Activation.NONE));
        assertEquals(List.of("CONCATENATION"), kinds(check(joined, constant)));
    }

    /** float32, which the reals of biases are in the file, has 24 bits. */
    @Test
    void biasesKeepAllTheirBits() {
        ByteBuffer bias = ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1 << 30 | 1)
                .putInt(-1234567891);
        dense(graph.int8Input(HALF, 2, 4), DataType.INT8, HALF, DataType.INT32, bias.flip());
    }

    @Test
    void biasesOfInt16KeepAllTheirBits() {
        Quantization fine = Quantization.perTensor(1e-3f, 0);
        ByteBuffer bias = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 38 | 1)
                .putLong(-98765432101L);
        dense(graph.input(DataType.INT16, fine, 2, 4), DataType.INT16, fine, DataType.INT64, bias.flip());
    }

    private void dense(int input, DataType type, Quantization quantization, DataType biasType, ByteBuffer bias) {
        Quantization scale = Quantization.perTensor(0.01f, 0);
        int weights = graph.constant(new byte[] {1, 2, 3, 4, 5, 6, 7, -128}, scale, 2, 4);
        int biases = graph.constant("bias", biasType, null, bias, 2);
        int sum = graph.apply(new FullyConnected(
                input, weights, biases, graph.activation(type, quantization, 2, 2), Activation.NONE, false));
        FullyConnected again = (FullyConnected) check(sum).operators().get(0);
        assertEquals(
                graph.tensor(biases).data(),
                read(graph.build(sum)).tensor(again.bias()).data());
    }

    private Graph check(Integer... outputs) {
        Graph built = graph.build(outputs);
        for (int seed = 0; seed < 10; seed++) {
            OnnxRoundTrip.check(
                    built,
                    OnnxRoundTrip.record(built, new Random(seed)),
                    built.operators().toString());
        }
        return read(built);
    }

    private static Graph read(Graph graph) {
        return OnnxReader.read(
                "again",
                ByteBuffer.wrap(OnnxWriter.encode(graph, InterfaceLayout.NCHW).toByteArray()),
                OnnxOptions.defaults());
    }

    private static List<String> kinds(Graph graph) {
        return graph.operators().stream().map(Operator::kind).toList();
    }
}
