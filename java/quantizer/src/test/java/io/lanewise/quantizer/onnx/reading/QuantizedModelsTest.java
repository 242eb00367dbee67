// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuantizedModelsTest {

    @Test
    void everyOperatorComesBackWithItsScales() {
        Graph written = SmallNetwork.int8();
        Graph read = read(OnnxWriter.encode(written, InterfaceLayout.NCHW));
        assertEquals(Rounding.TFLITE, read.rounding(), "noted in the file");
        assertEquals(
                Rounding.ONNX,
                read(OnnxWriter.encode(written, InterfaceLayout.NCHW).toBuilder()
                                .clearMetadataProps()
                                .build())
                        .rounding(),
                "ONNX's own");
        Set<String> kinds = read.operators().stream().map(Operator::kind).collect(Collectors.toSet());
        assertEquals(written.operators().stream().map(Operator::kind).collect(Collectors.toSet()), kinds);
        for (String name : List.of("conv", "depthwise", "sum", "product", "mean", "gate", "softmax")) {
            assertEquals(quantization(written, name), quantization(read, name), name);
        }
        assertEquals(
                tensor(written, "conv/weights").data(),
                read.tensor(read.operators().get(1).inputs().get(1)).data());
    }

    /** uint8 of a file is int8 of the graph, 128 lower. */
    @Test
    void unsignedActivationsAreTheSameGraph() {
        ModelProto signed = OnnxWriter.encode(SmallNetwork.int8(), InterfaceLayout.NCHW);
        Set<String> activations = signed.getGraph().getNodeList().stream()
                .filter(n -> n.getOpType().equals("QuantizeLinear"))
                .map(n -> n.getInput(2))
                .collect(Collectors.toSet());
        GraphProto.Builder graph = signed.getGraph().toBuilder();
        for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
            if (activations.contains(tensor.getName())) {
                byte[] bytes = {(byte) (tensor.getRawData().byteAt(0) + 128)};
                tensor.setDataType(TensorProto.DataType.UINT8_VALUE).setRawData(ByteString.copyFrom(bytes));
            }
        }
        assertTrue(activations.size() > 5);
        assertEquals(read(signed), read(signed.toBuilder().setGraph(graph).build()));
    }

    @Test
    void integersOfOnnxRuntimesDomainAreRead() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("a", TensorProto.DataType.UINT8_VALUE, 2, 3))
                .addInput(value("b", TensorProto.DataType.UINT8_VALUE, 2, 3))
                .addOutput(value("c", TensorProto.DataType.UINT8_VALUE, 2, 3));
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType("QLinearAdd")
                .setDomain("com.microsoft")
                .addInput("a")
                .addInput("scale")
                .addInput("zero")
                .addInput("b")
                .addInput("scale")
                .addInput("zero")
                .addInput("scale")
                .addInput("zero")
                .addOutput("c");
        graph.addNode(node).addInitializer(scalar(0.5f)).addInitializer(zero(7));
        Graph read = read(model(graph));
        assertEquals(
                List.of("ADD"), read.operators().stream().map(Operator::kind).toList());
        assertEquals(
                Quantization.perTensor(0.5f, 7 - 128),
                read.tensor(read.outputs().get(0)).quantization());
    }

    /**
     * What ONNX Runtime's dynamic quantization writes: y = Cast(x W) * (scale of x * scale of W), here with x as it is.
     */
    @Test
    void dynamicallyQuantizedLayersBecomeFloatOnes() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", TensorProto.DataType.FLOAT_VALUE, 1, 2))
                .addOutput(value("y", TensorProto.DataType.FLOAT_VALUE, 1, 3))
                .addNode(node("DynamicQuantizeLinear", "x")
                        .addOutput("q")
                        .addOutput("s")
                        .addOutput("z"))
                .addNode(node("MatMulInteger", "q", "w", "z", "zero").addOutput("sum"))
                .addNode(node("Cast", "sum")
                        .addOutput("real")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("to")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("Mul", "s", "scale").addOutput("scales"))
                .addNode(node("Mul", "real", "scales").addOutput("y"))
                .addInitializer(scalar(0.5f))
                .addInitializer(zero(7))
                .addInitializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(TensorProto.DataType.UINT8_VALUE)
                        .addDims(2)
                        .addDims(3)
                        .addAllInt32Data(List.of(0, 7, 8, 255, 10, 6)));
        Model model = Model.of(read(model(graph)));
        try (Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(2, -1);
            session.run();
            assertArrayEquals(
                    new float[] {0.5f * (2 * -7 - 248), 0.5f * (0 - 3), 0.5f * (2 + 1)},
                    session.output(0).floats());
        }
    }

    /** No integer kernel scales each column of the input by itself. */
    @Test
    void weightsWithAScaleForEachInputStayFloat() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", TensorProto.DataType.UINT8_VALUE, 1, 2))
                .addOutput(value("y", TensorProto.DataType.UINT8_VALUE, 1, 3))
                .addNode(node("DequantizeLinear", "x", "scale", "zero").addOutput("real"))
                .addNode(node("DequantizeLinear", "w", "scales")
                        .addOutput("weights")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(0)))
                .addNode(node("MatMul", "real", "weights").addOutput("sum"))
                .addNode(node("QuantizeLinear", "sum", "scale", "zero").addOutput("y"))
                .addInitializer(scalar(0.5f))
                .addInitializer(zero(7))
                .addInitializer(TensorProto.newBuilder()
                        .setName("scales")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(2)
                        .addFloatData(1)
                        .addFloatData(2))
                .addInitializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(TensorProto.DataType.INT8_VALUE)
                        .addDims(2)
                        .addDims(3)
                        .addAllInt32Data(List.of(0, 7, 8, 55, 10, 6)));
        assertEquals(
                List.of("DEQUANTIZE", "FULLY_CONNECTED", "QUANTIZE"),
                read(model(graph)).operators().stream().map(Operator::kind).toList());
    }

    private static NodeProto.Builder node(String kind, String... inputs) {
        return NodeProto.newBuilder().setOpType(kind).addAllInput(List.of(inputs));
    }

    @Test
    void zeroPointsMustBeIntegers() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", TensorProto.DataType.FLOAT_VALUE, 2))
                .addOutput(value("y", TensorProto.DataType.FLOAT_VALUE, 2))
                .addNode(node("DequantizeLinear", "zero", "scale", "scale").addOutput("d"))
                .addNode(node("Add", "x", "d").addOutput("y"))
                .addInitializer(scalar(1))
                .addInitializer(zero(1));
        ModelException e = assertThrows(ModelException.class, () -> read(model(graph)));
        assertTrue(e.getMessage().contains("zero points and values do not match"), e.getMessage());
    }

    @Test
    void arithmeticOnIntegersIsRefused() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("a", TensorProto.DataType.INT8_VALUE, 2, 3))
                .addOutput(value("c", TensorProto.DataType.INT8_VALUE, 2, 3))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Add")
                        .addInput("a")
                        .addInput("a")
                        .addOutput("c"));
        ModelException e = assertThrows(ModelException.class, () -> read(model(graph)));
        assertTrue(e.getMessage().contains("node 0 Add \"c\": computes with integers"), e.getMessage());
    }

    @Test
    void scalesForEachChannelOfAnActivationAreRefused() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("a", TensorProto.DataType.FLOAT_VALUE, 2, 2))
                .addOutput(value("c", TensorProto.DataType.FLOAT_VALUE, 2, 2))
                .addNode(NodeProto.newBuilder()
                        .setOpType("QuantizeLinear")
                        .addInput("a")
                        .addInput("scale")
                        .addOutput("c")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(0)))
                .addInitializer(TensorProto.newBuilder()
                        .setName("scale")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(2)
                        .addFloatData(1)
                        .addFloatData(2));
        ModelException e = assertThrows(ModelException.class, () -> read(model(graph)));
        assertTrue(e.getMessage().contains("a scale for each channel"), e.getMessage());
    }

    private static Graph read(ModelProto model) {
        return OnnxReader.read("model", ByteBuffer.wrap(model.toByteArray()), OnnxOptions.defaults());
    }

    private static ModelProto model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain("com.microsoft")
                        .setVersion(1))
                .setGraph(graph)
                .build();
    }

    private static ValueInfoProto value(String name, int type, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static TensorProto scalar(float value) {
        return TensorProto.newBuilder()
                .setName("scale")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(value)
                .build();
    }

    private static TensorProto zero(int value) {
        return TensorProto.newBuilder()
                .setName("zero")
                .setDataType(TensorProto.DataType.UINT8_VALUE)
                .addInt32Data(value)
                .build();
    }

    private static Quantization quantization(Graph graph, String name) {
        return tensor(graph, name).quantization();
    }

    private static Tensor tensor(Graph graph, String name) {
        return graph.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }
}
