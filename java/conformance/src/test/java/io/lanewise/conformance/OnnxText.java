// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An ONNX model in words, a node a line: {@code values positions = TopK y #2 axis=1}. {@code #1,2} is a constant of
 * int64, {@code %0.5,1} of reals, {@code #[]7} and {@code %[]7} are scalars; attributes are integers, or texts in
 * quotes.
 */
final class OnnxText {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("text");

    OnnxText input(String name, TensorProto.DataType type, long... dims) {
        graph.addInput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addAllDim(Arrays.stream(dims)
                                                .mapToObj(d -> TensorShapeProto.Dimension.newBuilder()
                                                        .setDimValue(d)
                                                        .build())
                                                .toList())))));
        return this;
    }

    OnnxText floats(String name, float[] values, long... dims) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        Arrays.stream(dims).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxText nodes(String lines) {
        lines.lines().filter(line -> !line.isBlank()).forEach(this::node);
        return this;
    }

    private void node(String line) {
        String[] sides = line.split(" = ");
        List<String> words = List.of(sides[1].trim().split(" +"));
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(words.get(0))
                .addAllOutput(List.of(sides[0].trim().split(" +")));
        for (String word : words.subList(1, words.size())) {
            if (word.contains("=")) {
                node.addAttribute(attribute(word.split("=")));
            } else {
                node.addInput(word.startsWith("#") || word.startsWith("%") ? constant(word) : word);
            }
        }
        graph.addNode(node);
    }

    private static AttributeProto attribute(String[] sides) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(sides[0]);
        return sides[1].startsWith("'")
                ? attribute
                        .setType(AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8(sides[1].replace("'", "")))
                        .build()
                : attribute
                        .setType(AttributeType.INT)
                        .setI(Long.parseLong(sides[1]))
                        .build();
    }

    private String constant(String word) {
        boolean scalar = word.startsWith("[]", 1);
        List<String> numbers =
                Stream.of(word.substring(scalar ? 3 : 1).split(",")).toList();
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(word + '/' + graph.getInitializerCount());
        if (!scalar) {
            tensor.addDims(numbers.size());
        }
        if (word.startsWith("#")) {
            tensor.setDataType(TensorProto.DataType.INT64.getNumber());
            numbers.forEach(number -> tensor.addInt64Data(Long.parseLong(number)));
        } else {
            tensor.setDataType(TensorProto.DataType.FLOAT.getNumber());
            numbers.forEach(number -> tensor.addFloatData(Float.parseFloat(number)));
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Its outputs are results, flat: as they lie in ONNX's order. */
    ModelProto flat(List<String> results, int opset) {
        for (String result : results) {
            nodes(result + "/flat = Reshape " + result + " #-1");
            graph.addOutput(ValueInfoProto.newBuilder().setName(result + "/flat"));
        }
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }
}
