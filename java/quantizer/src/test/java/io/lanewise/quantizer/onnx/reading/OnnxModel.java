// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

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
import java.nio.ByteBuffer;
import java.util.List;

/** An ONNX model, written node by node. Attributes go to the node before them. */
final class OnnxModel {
    private final int opset;
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    OnnxModel(int opset) {
        this.opset = opset;
    }

    /** A size of 0 is one without a number. */
    OnnxModel input(String name, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int d = 0; d < dims.length; d++) {
            TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dims[d] == 0 ? dim.setDimParam("d" + d) : dim.setDimValue(dims[d]));
        }
        graph.addInput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape))));
        return this;
    }

    OnnxModel output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    OnnxModel floats(String name, float[] values, long... dims) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT, dims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxModel longs(String name, long[] values, long... dims) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.INT64, dims);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** An int8 scalar. */
    OnnxModel bytes(String name, int value) {
        return bytes(name, new int[] {value});
    }

    OnnxModel bytes(String name, int[] values, long... dims) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.INT8, dims);
        for (int value : values) {
            tensor.addInt32Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor;
    }

    OnnxModel node(String kind, List<String> inputs, String output) {
        graph.addNode(NodeProto.newBuilder().setOpType(kind).addAllInput(inputs).addOutput(output));
        return this;
    }

    OnnxModel integer(String name, long value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value));
    }

    OnnxModel integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute(attribute);
    }

    OnnxModel text(String name, String value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }

    OnnxModel real(String name, float value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value));
    }

    private OnnxModel attribute(AttributeProto.Builder attribute) {
        graph.getNodeBuilder(graph.getNodeCount() - 1).addAttribute(attribute);
        return this;
    }

    Graph read() {
        return read(OnnxOptions.defaults());
    }

    Graph read(OnnxOptions options) {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
        return OnnxReader.read("test.onnx", ByteBuffer.wrap(model.toByteArray()), options);
    }
}
