// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * QuantizeLinear and DequantizeLinear by the quantizations of the graph's tensors. Every use of a value has its own
 * DequantizeLinear: a pair around each operator, and nothing else, is the pattern that runtimes turn into integer
 * kernels.
 */
final class QuantizationNodes {
    private final Graph graph;
    private final FileGraph file;
    private final Names names;
    private final Values values;
    private final Map<Grid, List<String>> parameters = new HashMap<>();

    /** A bias without a quantization may be on another grid for each operator that reads it. */
    private record Grid(int tensor, Quantization quantization) {}

    QuantizationNodes(Graph graph, FileGraph file, Names names, Values values) {
        this.graph = graph;
        this.file = file;
        this.names = names;
        this.values = values;
    }

    private boolean isQuantized(int tensor) {
        return graph.tensor(tensor).type() != DataType.FLOAT32;
    }

    /** The reals of a tensor's value in an order: the value itself of float, or of integers without a quantization. */
    String reals(int tensor, String value, Order order) {
        Quantization quantization = graph.tensor(tensor).quantization();
        if (!isQuantized(tensor) || quantization == null) {
            return value;
        }
        return dequantize(tensor, quantization, value, order.position(quantization.axis()));
    }

    /** The reals of weights, whose file's axis 0 is the output channels. */
    String channels(int tensor, String value) {
        return channels(tensor, value, 0);
    }

    /** The same of output channels along another dimension in the file. */
    String channels(int tensor, String value, int axis) {
        return isQuantized(tensor) ? dequantize(tensor, graph.tensor(tensor).quantization(), value, axis) : value;
    }

    /** The reals of a bias that has a quantization of its own or, if it has none, this one. */
    String bias(int tensor, String value, Quantization otherwise) {
        Quantization own = graph.tensor(tensor).quantization();
        if (graph.tensor(tensor).type() == DataType.INT64) {
            // DequantizeLinear takes no int64, which sums of int16 have; as integers of int32 they could be others.
            return file.node(
                    values.name(tensor),
                    "Mul",
                    List.of(
                            file.node(
                                    values.name(tensor),
                                    "Cast",
                                    List.of(value),
                                    Attributes.integer(
                                            "to",
                                            ElementTypes.of(DataType.FLOAT32).getNumber())),
                            parameters(tensor, own == null ? otherwise : own).get(0)));
        }
        return isQuantized(tensor) ? dequantize(tensor, own == null ? otherwise : own, value, 0) : value;
    }

    private String dequantize(int tensor, Quantization quantization, String value, int axis) {
        List<AttributeProto> attributes = new ArrayList<>();
        if (quantization.isPerChannel()) {
            attributes.add(Attributes.integer("axis", axis));
        } else if (quantization.isPerBlock()) {
            attributes.add(
                    Attributes.integer("axis", graph.tensor(tensor).shape().rank() - 1));
            attributes.add(Attributes.integer("block_size", quantization.blockSize()));
        }
        return file.node(
                values.name(tensor),
                "DequantizeLinear",
                inputs(tensor, quantization, value),
                attributes.toArray(AttributeProto[]::new));
    }

    /** What is stored of a tensor: the value itself of float, or of integers without a quantization. */
    String stored(int tensor, String reals) {
        return isQuantized(tensor) && graph.tensor(tensor).quantization() != null
                ? file.node(
                        values.name(tensor),
                        "QuantizeLinear",
                        inputs(tensor, graph.tensor(tensor).quantization(), reals))
                : reals;
    }

    private List<String> inputs(int tensor, Quantization quantization, String value) {
        List<String> inputs = new ArrayList<>(List.of(value));
        inputs.addAll(parameters(tensor, quantization));
        return inputs;
    }

    /** Says the scale of integers that go in or come out under a name, which no node may read or write as reals. */
    void annotate(String name, int tensor) {
        Quantization quantization = graph.tensor(tensor).quantization();
        if (isQuantized(tensor) && quantization != null) {
            file.annotate(name, parameters(tensor, quantization));
        }
    }

    /** Names of scale and zero point; int32, and int4 weights, have no zero point. */
    private List<String> parameters(int tensor, Quantization quantization) {
        return parameters.computeIfAbsent(new Grid(tensor, quantization), grid -> newParameters(tensor, quantization));
    }

    private List<String> newParameters(int tensor, Quantization quantization) {
        Tensor quantized = graph.tensor(tensor);
        int channels = quantization.channels();
        int[] dims = quantization.isPerChannel() ? new int[] {channels} : new int[0];
        if (quantization.isPerBlock()) {
            dims = quantized.shape().dims();
            dims[dims.length - 1] = channels / (quantized.shape().elements() / dims[dims.length - 1]);
        }
        ByteBuffer scales = ByteBuffer.allocate(channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer zeroPoints = ByteBuffer.allocate(channels * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < channels; c++) {
            scales.putFloat(quantization.scale(c));
            if (quantized.type() == DataType.INT16) {
                zeroPoints.putShort((short) quantization.zeroPoint(c));
            } else if (quantized.type() == DataType.INT8) {
                zeroPoints.put((byte) quantization.zeroPoint(c));
            }
        }
        String name = values.name(tensor);
        String scale = file.constant(names.unique(name + "/scale"), DataType.FLOAT32, dims, scales.flip());
        boolean symmetric = quantized.type() == DataType.INT32
                || quantized.type() == DataType.INT64
                || quantized.type() == DataType.INT4;
        return symmetric
                ? List.of(scale)
                : List.of(
                        scale,
                        file.constant(names.unique(name + "/zero_point"), quantized.type(), dims, zeroPoints.flip()));
    }
}
