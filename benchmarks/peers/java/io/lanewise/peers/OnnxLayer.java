// SPDX-License-Identifier: Apache-2.0
package io.lanewise.peers;

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
import java.util.List;

/**
 * The same layer as a model for ONNX Runtime. Convolutions are its own QLinearConv, which takes NHWC images as its
 * optimizer would arrange them inside a network; ONNX's takes NCHW, and a model of one layer would mostly transpose.
 */
final class OnnxLayer {
    private static final String OWN_OPERATORS = "com.microsoft";

    private OnnxLayer() {
    }

    static ModelProto model(Layer layer) {
        boolean dense = layer.kind == Layer.Kind.DENSE;
        GraphProto.Builder graph = GraphProto.newBuilder().setName(layer.id())
                .addInput(value(layer, "input", layer.channels)).addOutput(value(layer, "output", layer.outputs))
                .addNode(dense ? matrixProduct() : convolution(layer))
                .addInitializer(real("input_scale", Layer.INPUT_SCALE))
                .addInitializer(zeroPoint("input_zero", Layer.INPUT_ZERO_POINT))
                .addInitializer(weights(layer))
                .addInitializer(weightScales(layer))
                .addInitializer(weightZeroPoints(layer))
                .addInitializer(real("output_scale", layer.outputScale))
                .addInitializer(zeroPoint("output_zero", Layer.OUTPUT_ZERO_POINT));
        if (!dense) {
            graph.addInitializer(bias(layer));
        }
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(OWN_OPERATORS).setVersion(1)).build();
    }

    private static NodeProto.Builder node(String type) {
        return NodeProto.newBuilder().setOpType(type).addOutput("output").addAllInput(List.of("input", "input_scale",
                "input_zero", "weights", "weight_scales", "weight_zeros", "output_scale", "output_zero"));
    }

    private static NodeProto matrixProduct() {
        return node("QLinearMatMul").build();
    }

    private static NodeProto convolution(Layer layer) {
        long padding = layer.kernel / 2;
        return node("QLinearConv").setDomain(OWN_OPERATORS).addInput("bias")
                .addAttribute(integers("kernel_shape", layer.kernel, layer.kernel))
                .addAttribute(integers("strides", 1, 1))
                .addAttribute(integers("pads", padding, padding, padding, padding))
                .addAttribute(integer("group", layer.kind == Layer.Kind.DEPTHWISE ? layer.channels : 1))
                .addAttribute(integer("channels_last", 1)).build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(Layer layer, String name, int channels) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        long[] dims = layer.kind == Layer.Kind.DENSE ? new long[] {layer.size, channels}
                : new long[] {1, layer.size, layer.size, channels};
        for (long dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.INT8_VALUE).setShape(shape))).build();
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor;
    }

    private static TensorProto real(String name, float value) {
        return tensor(name, TensorProto.DataType.FLOAT).addFloatData(value).build();
    }

    private static TensorProto zeroPoint(String name, int value) {
        return tensor(name, TensorProto.DataType.INT8).addInt32Data(value).build();
    }

    private static TensorProto weightScales(Layer layer) {
        if (layer.weightScales.length == 1) {
            return real("weight_scales", layer.weightScales[0]);
        }
        TensorProto.Builder scales = tensor("weight_scales", TensorProto.DataType.FLOAT, layer.weightScales.length);
        for (float scale : layer.weightScales) {
            scales.addFloatData(scale);
        }
        return scales.build();
    }

    private static TensorProto weightZeroPoints(Layer layer) {
        if (layer.weightScales.length == 1) {
            return zeroPoint("weight_zeros", 0);
        }
        TensorProto.Builder zeros = tensor("weight_zeros", TensorProto.DataType.INT8, layer.weightScales.length);
        return zeros.setRawData(ByteString.copyFrom(new byte[layer.weightScales.length])).build();
    }

    private static TensorProto bias(Layer layer) {
        TensorProto.Builder bias = tensor("bias", TensorProto.DataType.INT32, layer.outputs);
        for (int value : layer.bias) {
            bias.addInt32Data(value);
        }
        return bias.build();
    }

    // A matrix product's are [products][outputs]; a convolution's have their channels before their taps.
    private static TensorProto weights(Layer layer) {
        int products = layer.weights.length / layer.outputs;
        int taps = layer.kernel * layer.kernel;
        int depth = products / taps;
        boolean dense = layer.kind == Layer.Kind.DENSE;
        byte[] data = new byte[layer.weights.length];
        for (int i = 0; i < data.length; i++) {
            int output = i / products;
            int tap = i % products / depth;
            int channel = i % depth;
            data[dense ? channel * layer.outputs + output : (output * depth + channel) * taps + tap] = layer.weights[i];
        }
        TensorProto.Builder weights = dense ? tensor("weights", TensorProto.DataType.INT8, products, layer.outputs)
                : tensor("weights", TensorProto.DataType.INT8, layer.outputs, depth, layer.kernel, layer.kernel);
        return weights.setRawData(ByteString.copyFrom(data)).build();
    }
}
