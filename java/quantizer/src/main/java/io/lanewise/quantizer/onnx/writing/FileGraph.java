// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorAnnotation;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The graph of a file in the making: nodes, initializers, inputs and outputs. Values are known by their names. */
final class FileGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final List<NodeProto.Builder> nodes = new ArrayList<>();
    private final Names names;
    private long constantBytes;

    FileGraph(String name, Names names) {
        graph.setName(name.isEmpty() ? "graph" : name);
        this.names = names;
    }

    /** Appends a node and returns the name of what it computes, which is like {@code wish}. */
    String node(String wish, String type, List<String> inputs, AttributeProto... attributes) {
        return nodes(List.of(wish), type, inputs, attributes).get(0);
    }

    /** Appends a node and returns the names of what it computes, which are like {@code wishes}. */
    List<String> nodes(List<String> wishes, String type, List<String> inputs, AttributeProto... attributes) {
        List<String> outputs =
                wishes.stream().map(wish -> names.unique(wish + '/' + type)).toList();
        nodes.add(NodeProto.newBuilder()
                .setName(outputs.get(0))
                .setOpType(type)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
        return outputs;
    }

    /** Whether a value is the last node's output. */
    boolean isLast(String value) {
        return !nodes.isEmpty() && nodes.get(nodes.size() - 1).getOutput(0).equals(value);
    }

    /** Gives the last node's output, so far unread, a name that {@link Names} has made. */
    void nameLast(String name) {
        nodes.get(nodes.size() - 1).setOutput(0, name);
    }

    /** Adds a constant of a name that {@link Names} has made. {@code data} is little-endian. */
    String constant(String name, DataType type, int[] dims, ByteBuffer data) {
        constantBytes += data.remaining();
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(ElementTypes.of(type).getNumber())
                .addAllDims(IntStream.of(dims).mapToObj(d -> (long) d).toList())
                .setRawData(ByteString.copyFrom(data.duplicate())));
        return name;
    }

    /** Adds a constant of a name like {@code wish}. */
    String parameter(String wish, DataType type, int[] dims, ByteBuffer data) {
        return constant(names.unique(wish), type, dims, data);
    }

    /** Adds a list of int64, by which ONNX gives an operator its parameters. */
    String integers(String wish, int... values) {
        ByteBuffer data = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.of(values).forEach(data::putLong);
        return parameter(wish, DataType.INT64, new int[] {values.length}, data.flip());
    }

    /** Adds a float scalar. */
    String scalar(String wish, float value) {
        ByteBuffer data =
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        return parameter(wish, DataType.FLOAT32, new int[0], data.flip());
    }

    /** Says scale and zero point, constants of the file, of a value of integers. */
    void annotate(String value, List<String> parameters) {
        TensorAnnotation.Builder annotation = TensorAnnotation.newBuilder().setTensorName(value);
        for (int i = 0; i < parameters.size(); i++) {
            annotation.addQuantParameterTensorNames(StringStringEntryProto.newBuilder()
                    .setKey(i == 0 ? "SCALE_TENSOR" : "ZERO_POINT_TENSOR")
                    .setValue(parameters.get(i)));
        }
        graph.addQuantizationAnnotation(annotation);
    }

    void input(String name, DataType type, int[] dims) {
        graph.addInput(valueInfo(name, type, dims));
    }

    void output(String name, DataType type, int[] dims) {
        graph.addOutput(valueInfo(name, type, dims));
    }

    private static ValueInfoProto valueInfo(String name, DataType type, int[] dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        IntStream.of(dims)
                .forEach(d ->
                        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(d)));
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(ElementTypes.of(type).getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Bytes of all constants. */
    long constantBytes() {
        return constantBytes;
    }

    GraphProto build() {
        nodes.forEach(graph::addNode);
        return graph.build();
    }
}
