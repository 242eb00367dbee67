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
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What pairs of QuantizeLinear and DequantizeLinear alone do not say of integers, and comes back all the same. */
@OnOracle
class OnnxIntegersTest {
    private static final Quantization HALF = Quantization.perTensor(0.5f, 3);
    private static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Operator> operators = new ArrayList<>();
    private final int x = add(DataType.INT8, HALF, null, 2, 4);

    /** One operator on reals between integers is none on integers: its rounding is another. */
    @Test
    void realsBetweenIntegersStayReals() {
        int reals = add(new Dequantize(x, add(DataType.FLOAT32, null, null, 2, 4)));
        int softmax = add(new Softmax(reals, add(DataType.FLOAT32, null, null, 2, 4), 1));
        int back = add(new Quantize(softmax, add(DataType.INT8, PROBABILITY, null, 2, 4)));
        assertEquals(List.of("DEQUANTIZE", "SOFTMAX", "QUANTIZE"), kinds(check(x, back)));
    }

    /** A RESHAPE leaves integers as they are, whatever scales it is between. */
    @Test
    void reshapesTakeIntegersForOthers() {
        Quantization other = Quantization.perTensor(0.1f, -20);
        int shaped = add(new Reshape(x, add(DataType.INT8, other, null, 4, 2)));
        int sum = add(new Add(shaped, shaped, add(DataType.INT8, other, null, 4, 2), Activation.NONE));
        check(x, shaped, sum);
    }

    @Test
    void anyInputOfAConcatenationMayBeConstant() {
        int constant = add(DataType.INT8, HALF, ByteBuffer.wrap(new byte[] {1, -2, 3, -4}), 2, 2);
        int joined = add(new Concatenation(List.of(x, x, constant), add(DataType.INT8, HALF, null, 2, 10), 1, Activation.NONE));
        assertEquals(List.of("CONCATENATION"), kinds(check(x, joined, constant)));
    }

    /** float32, which the reals of biases are in the file, has 24 bits. */
    @Test
    void biasesKeepAllTheirBits() {
        ByteBuffer bias = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(1 << 30 | 1).putInt(-1234567891);
        dense(x, DataType.INT8, HALF, DataType.INT32, bias.flip());
    }

    @Test
    void biasesOfInt16KeepAllTheirBits() {
        Quantization fine = Quantization.perTensor(1e-3f, 0);
        ByteBuffer bias = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 38 | 1).putLong(-98765432101L);
        dense(add(DataType.INT16, fine, null, 2, 4), DataType.INT16, fine, DataType.INT64, bias.flip());
    }

    private void dense(int input, DataType type, Quantization quantization, DataType biasType, ByteBuffer bias) {
        Quantization scale = Quantization.perTensor(0.01f, 0);
        int weights = add(DataType.INT8, scale, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, -128}), 2, 4);
        int biases = add(biasType, null, bias, 2);
        int sum = add(new FullyConnected(input, weights, biases, add(type, quantization, null, 2, 2), Activation.NONE, false));
        FullyConnected again = (FullyConnected) check(input, sum).operators().get(0);
        assertEquals(tensors.get(biases).data(), read(graph(input, sum)).tensor(again.bias()).data());
    }

    private Graph check(int input, Integer... outputs) {
        Graph graph = graph(input, outputs);
        for (int seed = 0; seed < 10; seed++) {
            OnnxRoundTrip.check(graph, OnnxRoundTrip.record(graph, new Random(seed)), graph.operators().toString());
        }
        return read(graph);
    }

    private Graph graph(int input, Integer... outputs) {
        return new Graph("integers", tensors, operators, List.of(input), List.of(outputs));
    }

    private static Graph read(Graph graph) {
        return OnnxReader.read("again", ByteBuffer.wrap(OnnxWriter.encode(graph, InterfaceLayout.NCHW).toByteArray()),
                OnnxOptions.defaults());
    }

    private static List<String> kinds(Graph graph) {
        return graph.operators().stream().map(Operator::kind).toList();
    }

    private int add(DataType type, Quantization quantization, ByteBuffer data, int... dims) {
        tensors.add(new Tensor("t" + tensors.size(), type, Shape.of(dims), quantization, data));
        return tensors.size() - 1;
    }

    private int add(Operator operator) {
        operators.add(operator);
        return operator.output();
    }
}
