// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Variable;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.calibration.IntegerGrid;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class Int8ConversionTest {
    private static final Int8Conversion INT8 = new Int8Conversion(InterfaceType.INT8);

    @Test
    void everyKindOfOperatorBecomesInt8() {
        Graph graph = convert(INT8, SmallNetwork.float32());
        assertEquals(
                "CONV_2D DEPTHWISE_CONV_2D MAX_POOL_2D AVERAGE_POOL_2D ADD MUL PAD QUANTIZE CONCATENATION MEAN LOGISTIC"
                        + " RESHAPE FULLY_CONNECTED SOFTMAX",
                kinds(graph));
        for (Tensor tensor : graph.tensors()) {
            assertEquals(
                    tensor.name().endsWith("/bias") ? DataType.INT32 : DataType.INT8, tensor.type(), tensor.name());
        }
        assertEquals(quantization(graph, "relu"), quantization(graph, "average"), "pools keep their input's");
        assertEquals(quantization(graph, "product"), quantization(graph, "padded"));
        assertEquals(quantization(graph, "gate"), quantization(graph, "folded"));
        for (String name : List.of("gate", "probabilities")) {
            assertEquals(Quantization.perTensor(1f / 256, -128), quantization(graph, name));
        }
        assertEquals(
                "4 scales along axis 0", quantization(graph, "conv/weights").toString());
        assertEquals(
                "8 scales along axis 3",
                quantization(graph, "depthwise/weights").toString());
        assertEquals(
                "8 scales along axis 0", quantization(graph, "depthwise/bias").toString());
        assertEquals(0, quantization(graph, "dense/weights").axis());
        Graph real = SmallNetwork.float32();
        assertEquals(
                -1,
                quantization(convert(INT8, real, Scheme.PLAIN, ranges(real)), "dense/weights")
                        .axis());
    }

    @Test
    void floatInterfaceKeepsNames() {
        Graph real = SmallNetwork.float32();
        Graph graph = convert(new Int8Conversion(InterfaceType.FLOAT32), real);
        assertTrue(kinds(graph).matches("QUANTIZE CONV_2D .* SOFTMAX DEQUANTIZE"), kinds(graph));
        assertEquals(
                real.tensor(real.inputs().get(0)), graph.tensor(graph.inputs().get(0)));
        assertEquals(
                real.tensor(real.outputs().get(0)), graph.tensor(graph.outputs().get(0)));
        assertEquals(
                "image_int8", graph.tensor(graph.operators().get(0).output()).name());
    }

    @Test
    void anAddendKeepsItsOwnRange() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 3);
        int out = g.activation("sum", 1, 3);
        g.add(new Add(in, g.floats("addend", Shape.of(3), -1, 0, 1.55f), out, Activation.NONE));
        Graph graph = convert(INT8, g.build(out));
        Tensor addend = tensor(graph, "addend");
        assertEquals(Quantization.perTensor(2.55f / 255, -28), addend.quantization());
        assertEquals(
                List.of((byte) -128, (byte) -28, (byte) 127),
                List.of(
                        addend.data().get(0),
                        addend.data().get(1),
                        addend.data().get(2)));
    }

    @Test
    void aClampIsFusedOnlyWhereNobodyElseReadsItsInput() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 3);
        int sum = g.activation("sum", 1, 3);
        int relu = g.activation("relu", 1, 3);
        int twice = g.activation("twice", 1, 3);
        int clamped = g.activation("clamped", 1, 3);
        g.add(new Add(in, in, sum, Activation.NONE))
                .add(new Relu(sum, relu, Activation.RELU))
                .add(new Add(relu, relu, twice, Activation.NONE))
                .add(new Relu(twice, clamped, Activation.RELU6));
        assertEquals("ADD ADD", kinds(FuseActivations.apply(g.build(clamped))));
        assertEquals("ADD RELU ADD", kinds(FuseActivations.apply(g.build(clamped, sum))));
        Graph again = FuseActivations.apply(FuseActivations.apply(g.build(clamped)));
        assertEquals(Activation.RELU6, ((Add) again.operators().get(1)).activation());
    }

    /** What lives across runs is what was computed before the clamp. */
    @Test
    void aClampOfWhatAVariableBecomesIsNotFused() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 3);
        int before = g.activation("before", 1, 3);
        int sum = g.activation("sum", 1, 3);
        int clamped = g.activation("clamped", 1, 3);
        List<Operator> operators =
                List.of(new Add(in, before, sum, Activation.NONE), new Relu(sum, clamped, Activation.RELU));
        List<Tensor> tensors = List.of(g.tensor(in), g.tensor(before), g.tensor(sum), g.tensor(clamped));
        Graph graph = new Graph(
                "accumulator",
                tensors,
                operators,
                List.of(in),
                List.of(clamped),
                Rounding.TFLITE,
                List.of(new Variable(before, sum)));
        assertEquals(graph, FuseActivations.apply(graph));
    }

    /** One input computed for the concatenation alone, one read elsewhere too, one with a prescribed scale. */
    @Test
    void concatenatedTensorsHaveOneScale() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 3);
        int own = g.activation("own", 1, 3);
        int shared = g.activation("shared", 1, 3);
        int gate = g.activation("gate", 1, 3);
        int inner = g.activation("inner", 1, 6);
        int out = g.activation("out", 1, 15);
        g.add(new Add(in, in, own, Activation.NONE))
                .add(new Add(in, in, shared, Activation.RELU))
                .add(new Logistic(shared, gate))
                .add(new Concatenation(List.of(own, gate), inner, 1, Activation.NONE));
        int constant = g.floats("constant", Shape.of(1, 3), 1, 2, 3);
        g.add(new Concatenation(List.of(inner, shared, constant, in), out, 1, Activation.NONE));
        Graph real = g.build(out);
        Map<Integer, Range> ranges = ranges(real);
        ranges.put(out, new Range(-50, 205));
        Graph graph = convert(INT8, real, Scheme.INT8, ranges);
        assertEquals("ADD ADD LOGISTIC QUANTIZE CONCATENATION QUANTIZE QUANTIZE CONCATENATION", kinds(graph));
        for (Operator operator : graph.operators()) {
            if (operator instanceof Concatenation) {
                for (int input : operator.inputs()) {
                    assertEquals(
                            Quantization.perTensor(1, -78), graph.tensor(input).quantization());
                }
            }
        }
        assertEquals((byte) -75, tensor(graph, "constant").data().get(2));
        assertEquals(
                quantization(graph, "shared"),
                ScaleFormula.TFLITE.quantization(ranges.get(shared), IntegerGrid.INT8),
                "others keep their scale");
    }

    @Test
    void sharedWeightsAreConvertedForEachInputScale() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int weights = g.floats("weights", Shape.of(2, 2), 1, 0, 0, 1);
        int bias = g.floats("bias", Shape.of(2), 1, -1);
        int first = g.activation("first", 1, 2);
        int second = g.activation("second", 1, 2);
        g.add(new FullyConnected(in, weights, bias, first, Activation.NONE, false))
                .add(new FullyConnected(first, weights, bias, second, Activation.NONE, false));
        Graph real = g.build(second);
        Map<Integer, Quantization> activations = Map.of(
                in,
                Quantization.perTensor(0.5f, 0),
                first,
                Quantization.perTensor(0.25f, 0),
                second,
                Quantization.perTensor(0.25f, 0));
        Graph graph = INT8.convert(real, Scheme.INT8, activations::get).graph();
        FullyConnected one = (FullyConnected) graph.operators().get(0);
        FullyConnected two = (FullyConnected) graph.operators().get(1);
        assertEquals(one.weights(), two.weights());
        assertEquals(
                2 * graph.tensor(one.bias()).data().getInt(0),
                graph.tensor(two.bias()).data().getInt(0),
                1);
    }

    /** A scale on a float tensor says nothing yet, nor does a tensor that nobody uses. */
    @Test
    void scalesThatAFileBringsAlongAreForgotten() {
        GraphBuilder g = new GraphBuilder();
        Quantization stray = Quantization.perTensor(0.125f, 5);
        int in = g.input("in", 1, 2);
        int out = g.activation("out", 1, 2);
        ByteBuffer identity = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0, 1)
                .putFloat(12, 1);
        int weights = g.tensor(new Tensor("weights", DataType.FLOAT32, Shape.of(2, 2), stray, identity));
        g.int8Constant("unused", Shape.of(2), stray, (byte) 1, (byte) 2);
        g.add(new FullyConnected(in, weights, -1, out, Activation.NONE, false));
        Graph graph = convert(INT8, g.build(out));
        assertEquals(3, graph.tensors().size());
        assertEquals(
                Quantization.perChannel(new float[] {1f / 127, 1f / 127}, new int[2], 0),
                quantization(graph, "weights"));
    }

    @Test
    void saysWhatCannotBeConverted() {
        assertRefused("operator 0 QUANTIZE \"quantized\": the model is quantized already", SmallNetwork.int8());

        GraphBuilder dynamic = new GraphBuilder();
        int in = dynamic.input("in", 1, 2);
        int out = dynamic.activation("out", 1, 2);
        dynamic.add(new FullyConnected(
                in,
                dynamic.int8Constant(
                        "weights", Shape.of(2, 2), Quantization.perTensor(1, 0), (byte) 1, (byte) 1, (byte) 1, (byte)
                                1),
                -1,
                out,
                Activation.NONE,
                false));
        assertRefused("operator 0 FULLY_CONNECTED \"out\": \"weights\" int8[2,2] is not float32", dynamic.build(out));

        GraphBuilder computed = new GraphBuilder();
        in = computed.input("in", 2, 2);
        out = computed.activation("out", 2, 2);
        computed.add(new FullyConnected(in, in, -1, out, Activation.NONE, false));
        assertRefused("weights and bias must be constant", computed.build(out));

        GraphBuilder clamped = new GraphBuilder();
        in = clamped.input("in", 1, 2);
        out = clamped.activation("out", 1, 4);
        clamped.add(new Concatenation(List.of(in, in), out, 1, Activation.RELU));
        assertRefused("operator 0 CONCATENATION \"out\": its fused RELU", clamped.build(out));

        GraphBuilder broken = new GraphBuilder();
        in = broken.input("in", 1, 2);
        out = broken.activation("out", 1, 2);
        broken.add(new Add(in, broken.floats("addend", Shape.of(2), 1, Float.NaN), out, Activation.NONE));
        assertRefused("element 1 of the constant \"addend\" float32[2] is NaN", broken.build(out));
    }

    @Test
    void saysWhichQuantizationIsMissing() {
        Graph real = SmallNetwork.float32();
        ModelException e = assertThrows(ModelException.class, () -> INT8.convert(real, Scheme.INT8, tensor -> null));
        assertTrue(e.getMessage().contains("\"image\" float32[1,8,8,3] has no quantization"), e.getMessage());
    }

    @Test
    void aPoolAtTheInputKeepsTheInputsScale() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2, 2, 1);
        int out = g.activation("out", 1, 1, 1, 1);
        g.add(new MaxPool2d(in, out, Window.valid(2, 2, 2, 2, 1, 1), Activation.NONE));
        Quantization scale = Quantization.perTensor(0.5f, 7);
        assertEquals(
                scale,
                quantization(
                        INT8.convert(g.build(out), Scheme.INT8, Map.of(in, scale)::get)
                                .graph(),
                        "out"));
    }

    private static void assertRefused(String problem, Graph graph) {
        ModelException e = assertThrows(ModelException.class, () -> convert(INT8, graph));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    /** Converts with ranges made up, each tensor's its own. */
    private static Graph convert(Int8Conversion conversion, Graph graph) {
        return convert(conversion, graph, Scheme.INT8, ranges(graph));
    }

    private static Graph convert(Int8Conversion conversion, Graph graph, Scheme scheme, Map<Integer, Range> ranges) {
        FloatGraphCheck.check(graph);
        Graph fused = FuseActivations.apply(graph);
        return conversion
                .convert(QuantizedModel.of(fused, fused, scheme, ranges::get), ScaleFormula.TFLITE)
                .graph();
    }

    private static Map<Integer, Range> ranges(Graph graph) {
        Map<Integer, Range> ranges = new HashMap<>();
        for (int i = 0; i < graph.tensors().size(); i++) {
            ranges.put(i, new Range(-1 - i, 2 + 3 * i));
        }
        return ranges;
    }

    private static String kinds(Graph graph) {
        return graph.operators().stream().map(Operator::kind).collect(Collectors.joining(" "));
    }

    private static Quantization quantization(Graph graph, String name) {
        return tensor(graph, name).quantization();
    }

    private static Tensor tensor(Graph graph, String name) {
        return graph.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
