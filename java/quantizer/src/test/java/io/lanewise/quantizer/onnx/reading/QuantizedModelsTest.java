// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

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
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Tensor;
import io.lanewise.quantization.Rounding;
import io.lanewise.quantizer.EveryOperator;
import io.lanewise.quantizer.onnx.writing.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Quantization;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuantizedModelsTest {

    @Test
    void everyOperatorComesBackWithItsScales() {
        Graph written = EveryOperator.int8();
        Graph read = read(OnnxWriter.encode(written, InterfaceLayout.NCHW));
        assertEquals(Rounding.ONNX, read.rounding());
        Set<String> kinds = read.operators().stream().map(Operator::kind).collect(Collectors.toSet());
        assertEquals(written.operators().stream().map(Operator::kind).collect(Collectors.toSet()), kinds);
        for (String name : List.of("conv", "depthwise", "sum", "product", "mean", "gate", "softmax")) {
            assertEquals(quantization(written, name), quantization(read, name), name);
        }
        assertEquals(tensor(written, "conv/weights").data(), read.tensor(read.operators().get(1).inputs().get(1)).data());
    }

    /** uint8 of a file is int8 of the graph, 128 lower. */
    @Test
    void unsignedActivationsAreTheSameGraph() {
        ModelProto signed = OnnxWriter.encode(EveryOperator.int8(), InterfaceLayout.NCHW);
        Set<String> activations = signed.getGraph().getNodeList().stream().filter(n -> n.getOpType().equals("QuantizeLinear"))
                .map(n -> n.getInput(2)).collect(Collectors.toSet());
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
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g")
                .addInput(value("a", TensorProto.DataType.UINT8_VALUE, 2, 3)).addInput(value("b", TensorProto.DataType.UINT8_VALUE, 2, 3))
                .addOutput(value("c", TensorProto.DataType.UINT8_VALUE, 2, 3));
        NodeProto.Builder node = NodeProto.newBuilder().setOpType("QLinearAdd").setDomain("com.microsoft").addInput("a")
                .addInput("scale").addInput("zero").addInput("b").addInput("scale").addInput("zero").addInput("scale")
                .addInput("zero").addOutput("c");
        graph.addNode(node).addInitializer(scalar(0.5f)).addInitializer(zero(7));
        Graph read = read(model(graph));
        assertEquals(List.of("ADD"), read.operators().stream().map(Operator::kind).toList());
        assertEquals(Quantization.perTensor(0.5f, 7 - 128), read.tensor(read.outputs().get(0)).quantization());
    }

    @Test
    void arithmeticOnIntegersIsRefused() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g").addInput(value("a", TensorProto.DataType.INT8_VALUE, 2, 3))
                .addOutput(value("c", TensorProto.DataType.INT8_VALUE, 2, 3))
                .addNode(NodeProto.newBuilder().setOpType("Add").addInput("a").addInput("a").addOutput("c"));
        ModelException e = assertThrows(ModelException.class, () -> read(model(graph)));
        assertTrue(e.getMessage().contains("node 0 Add \"c\": computes with integers"), e.getMessage());
    }

    @Test
    void scalesForEachChannelOfAnActivationAreRefused() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("g").addInput(value("a", TensorProto.DataType.FLOAT_VALUE, 2, 2))
                .addOutput(value("c", TensorProto.DataType.FLOAT_VALUE, 2, 2))
                .addNode(NodeProto.newBuilder().setOpType("QuantizeLinear").addInput("a").addInput("scale").addOutput("c")
                        .addAttribute(AttributeProto.newBuilder().setName("axis").setType(AttributeProto.AttributeType.INT).setI(0)))
                .addInitializer(TensorProto.newBuilder().setName("scale").setDataType(TensorProto.DataType.FLOAT_VALUE).addDims(2)
                        .addFloatData(1).addFloatData(2));
        ModelException e = assertThrows(ModelException.class, () -> read(model(graph)));
        assertTrue(e.getMessage().contains("a scale for each channel"), e.getMessage());
    }

    private static Graph read(ModelProto model) {
        return OnnxReader.read("model", ByteBuffer.wrap(model.toByteArray()), OnnxOptions.defaults());
    }

    private static ModelProto model(GraphProto.Builder graph) {
        return ModelProto.newBuilder().setIrVersion(7).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)).setGraph(graph).build();
    }

    private static ValueInfoProto value(String name, int type, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder().setName(name)
                .setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static TensorProto scalar(float value) {
        return TensorProto.newBuilder().setName("scale").setDataType(TensorProto.DataType.FLOAT_VALUE).addFloatData(value).build();
    }

    private static TensorProto zero(int value) {
        return TensorProto.newBuilder().setName("zero").setDataType(TensorProto.DataType.UINT8_VALUE).addInt32Data(value).build();
    }

    private static Quantization quantization(Graph graph, String name) {
        return tensor(graph, name).quantization();
    }

    private static Tensor tensor(Graph graph, String name) {
        return graph.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(name));
    }
}
