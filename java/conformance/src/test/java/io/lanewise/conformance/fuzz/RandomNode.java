// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

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
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Small {@code .onnx} files of one node of any kind that the reader knows, with inputs and attributes such as nodes
 * have.
 */
final class RandomNode {
    private static final List<String> KINDS = List.copyOf(OnnxReader.operators());
    private static final List<String> INTEGERS = List.of(
            "axis",
            "keepdims",
            "group",
            "blocksize",
            "to",
            "ceil_mode",
            "transA",
            "transB",
            "num_groups",
            "size",
            "allowzero",
            "count_include_pad",
            "noop_with_empty_axes",
            "num_outputs",
            "stash_type");
    private static final List<String> LISTS = List.of(
            "axes",
            "kernel_shape",
            "pads",
            "strides",
            "dilations",
            "perm",
            "split",
            "starts",
            "ends",
            "shape",
            "output_padding",
            "output_shape");
    private static final List<String> REALS =
            List.of("alpha", "beta", "epsilon", "gamma", "min", "max", "bias", "value", "momentum", "cubic_coeff_a");
    private static final List<List<String>> TEXTS = List.of(
            List.of("mode", "constant"),
            List.of("mode", "edge"),
            List.of("mode", "linear"),
            List.of("mode", "nearest"),
            List.of("mode", "CRD"),
            List.of("auto_pad", "SAME_UPPER"),
            List.of("auto_pad", "SAME_LOWER"),
            List.of("auto_pad", "VALID"),
            List.of("approximate", "tanh"),
            List.of("coordinate_transformation_mode", "asymmetric"),
            List.of("coordinate_transformation_mode", "align_corners"));

    private final RandomGenerator random;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("node");

    private RandomNode(RandomGenerator random) {
        this.random = random;
    }

    /** The same dice give the same file. */
    static byte[] file(RandomGenerator random) {
        return new RandomNode(random).build().toByteArray();
    }

    private ModelProto build() {
        NodeProto.Builder node =
                NodeProto.newBuilder().setName("node").setOpType(KINDS.get(random.nextInt(KINDS.size())));
        int rank = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 4;
        long[] dims =
                LongStream.generate(() -> 1 + random.nextInt(5)).limit(rank).toArray();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            node.addInput(i > 0 && random.nextInt(8) == 0 ? "" : input("in" + i, i == 0, dims));
        }
        for (int attributes = random.nextInt(4); attributes > 0; attributes--) {
            node.addAttribute(attribute(rank));
        }
        for (int i = 0; i < (random.nextInt(6) == 0 ? 2 : 1); i++) {
            node.addOutput("out" + i);
            graph.addOutput(value("out" + i, TensorProto.DataType.FLOAT, null));
        }
        int opset = new int[] {7, 9, 11, 13, 17, 20, 21}[random.nextInt(7)];
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph.addNode(node))
                .build();
    }

    /** The first comes from outside; the others as well, or are constants: floats, or a few integers. */
    private String input(String name, boolean first, long[] dims) {
        long[] shape = first || random.nextBoolean()
                ? dims
                : random.nextBoolean() ? new long[] {dims[dims.length - 1]} : new long[] {random.nextInt(5)};
        if (first || random.nextInt(4) == 0) {
            graph.addInput(value(name, TensorProto.DataType.FLOAT, shape));
            return name;
        }
        int elements = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        boolean integers = random.nextBoolean();
        int bytes = elements * (integers ? Long.BYTES : Float.BYTES);
        ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            if (integers) {
                data.putLong(random.nextInt(7) - 1);
            } else {
                data.putFloat((float) random.nextGaussian());
            }
        }
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType((integers ? TensorProto.DataType.INT64 : TensorProto.DataType.FLOAT).getNumber())
                .setRawData(ByteString.copyFrom(data.array()));
        LongStream.of(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    private AttributeProto attribute(int rank) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder();
        switch (random.nextInt(4)) {
            case 0 ->
                attribute
                        .setName(INTEGERS.get(random.nextInt(INTEGERS.size())))
                        .setType(AttributeType.INT)
                        .setI(random.nextInt(6) - 2);
            case 1 -> {
                attribute.setName(LISTS.get(random.nextInt(LISTS.size()))).setType(AttributeType.INTS);
                for (int i = new int[] {1, 2, rank, 4}[random.nextInt(4)]; i > 0; i--) {
                    attribute.addInts(random.nextInt(5) - 1);
                }
            }
            case 2 ->
                attribute
                        .setName(REALS.get(random.nextInt(REALS.size())))
                        .setType(AttributeType.FLOAT)
                        .setF((float) random.nextGaussian());
            default -> {
                List<String> text = TEXTS.get(random.nextInt(TEXTS.size()));
                attribute.setName(text.get(0)).setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text.get(1)));
            }
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long[] dims) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
        if (dims != null) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            LongStream.of(dims)
                    .forEach(dim ->
                            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim)));
            tensor.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
