// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import static io.lanewise.testing.ActivationSamples.leakyRelu;
import static io.lanewise.testing.ActivationSamples.logistic;
import static io.lanewise.testing.ActivationSamples.relu;
import static io.lanewise.testing.ActivationSamples.softmax;
import static io.lanewise.testing.ActivationSamples.tanh;
import static io.lanewise.testing.ConversionSamples.dequantize;
import static io.lanewise.testing.ConversionSamples.quantize;
import static io.lanewise.testing.ConversionSamples.requantize;
import static io.lanewise.testing.ConvolutionSamples.conv2d;
import static io.lanewise.testing.ConvolutionSamples.depthwise;
import static io.lanewise.testing.ElementwiseSamples.add;
import static io.lanewise.testing.ElementwiseSamples.mul;
import static io.lanewise.testing.MatMulSamples.fullyConnected;
import static io.lanewise.testing.MovementSamples.concatenation;
import static io.lanewise.testing.MovementSamples.pad;
import static io.lanewise.testing.MovementSamples.reshape;
import static io.lanewise.testing.MovementSamples.slice;
import static io.lanewise.testing.MovementSamples.transpose;
import static io.lanewise.testing.PoolingSamples.averagePool;
import static io.lanewise.testing.PoolingSamples.maxPool;
import static io.lanewise.testing.ReductionSamples.mean;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.SizedGraph;
import io.lanewise.testing.SizedOperator;

/**
 * Models of one operator, as small image and keyword networks have them. Names say the kernel, then the input's height,
 * width and channels, or its rows and columns.
 */
public enum Workload {
    // First layers: few products for each output.
    CONV_3X3_32X32X3(conv2d(Shape.of(1, 32, 32, 3), Shape.of(16, 3, 3, 3), 1)),
    CONV_3X3_96X96X3_STRIDE_2(conv2d(Shape.of(1, 96, 96, 3), Shape.of(8, 3, 3, 3), 2)),
    CONV_10X4_49X10X1_STRIDE_2(conv2d(Shape.of(1, 49, 10, 1), Shape.of(64, 10, 4, 1), 2)),
    // The bulk of residual networks and of MobileNets.
    CONV_3X3_32X32X16(conv2d(Shape.of(1, 32, 32, 16), Shape.of(16, 3, 3, 16), 1)),
    CONV_3X3_32X32X16_STRIDE_2(conv2d(Shape.of(1, 32, 32, 16), Shape.of(32, 3, 3, 16), 2)),
    CONV_3X3_16X16X64(conv2d(Shape.of(1, 16, 16, 64), Shape.of(64, 3, 3, 64), 1)),
    CONV_3X3_16X16X64_GROUPS_4(conv2d(Shape.of(1, 16, 16, 64), Shape.of(64, 3, 3, 16), 1)),
    CONV_5X5_14X14X32(conv2d(Shape.of(1, 14, 14, 32), Shape.of(64, 5, 5, 32), 1)),
    CONV_1X1_48X48X8(conv2d(Shape.of(1, 48, 48, 8), Shape.of(16, 1, 1, 8), 1)),
    CONV_1X1_16X16X128(conv2d(Shape.of(1, 16, 16, 128), Shape.of(128, 1, 1, 128), 1)),
    CONV_1X1_32X32X16_STRIDE_2(conv2d(Shape.of(1, 32, 32, 16), Shape.of(32, 1, 1, 16), 2)),

    DEPTHWISE_3X3_48X48X8(depthwise(Shape.of(1, 48, 48, 8), Shape.of(1, 3, 3, 8), 1)),
    DEPTHWISE_3X3_16X16X128(depthwise(Shape.of(1, 16, 16, 128), Shape.of(1, 3, 3, 128), 1)),
    DEPTHWISE_3X3_24X24X32_STRIDE_2(depthwise(Shape.of(1, 24, 24, 32), Shape.of(1, 3, 3, 32), 2)),
    DEPTHWISE_5X5_12X12X64(depthwise(Shape.of(1, 12, 12, 64), Shape.of(1, 5, 5, 64), 1)),
    DEPTHWISE_3X3_24X24X16_MULTIPLIER_2(depthwise(Shape.of(1, 24, 24, 16), Shape.of(1, 3, 3, 32), 1)),

    FULLY_CONNECTED_1X64(fullyConnected(1, Shape.of(10, 64))),
    FULLY_CONNECTED_1X256(fullyConnected(1, Shape.of(256, 256))),
    FULLY_CONNECTED_1X640(fullyConnected(1, Shape.of(128, 640))),
    FULLY_CONNECTED_64X256(fullyConnected(64, Shape.of(256, 256))),

    AVERAGE_POOL_2X2_32X32X16(averagePool(Shape.of(1, 32, 32, 16), 2, 2)),
    AVERAGE_POOL_8X8_8X8X64(averagePool(Shape.of(1, 8, 8, 64), 8, 8)),
    MAX_POOL_2X2_32X32X16(maxPool(Shape.of(1, 32, 32, 16), 2, 2)),
    MAX_POOL_3X3_25X25X32_STRIDE_2(maxPool(Shape.of(1, 25, 25, 32), 3, 2)),
    MEAN_8X8X64(mean(Shape.of(1, 8, 8, 64))),

    ADD_16X16X32(add(Shape.of(1, 16, 16, 32), Shape.of(1, 16, 16, 32))),
    ADD_16X16X32_TO_CHANNELS(add(Shape.of(1, 16, 16, 32), Shape.of(32))),
    MUL_16X16X32(mul(Shape.of(1, 16, 16, 32), Shape.of(1, 16, 16, 32))),
    MUL_16X16X32_BY_CHANNELS(mul(Shape.of(1, 16, 16, 32), Shape.of(1, 1, 1, 32))),
    RELU_16X16X32(relu(Shape.of(1, 16, 16, 32))),
    LOGISTIC_16X16X32(logistic(Shape.of(1, 16, 16, 32))),
    TANH_16X16X32(tanh(Shape.of(1, 16, 16, 32))),
    LEAKY_RELU_16X16X32(leakyRelu(Shape.of(1, 16, 16, 32))),
    SOFTMAX_1X10(softmax(Shape.of(1, 10))),
    SOFTMAX_64X64(softmax(Shape.of(64, 64))),

    QUANTIZE_96X96X3(quantize(Shape.of(1, 96, 96, 3))),
    REQUANTIZE_96X96X3(requantize(Shape.of(1, 96, 96, 3))),
    DEQUANTIZE_96X96X3(dequantize(Shape.of(1, 96, 96, 3))),
    PAD_96X96X3(pad(Shape.of(1, 96, 96, 3), 1)),
    CONCATENATION_16X16X32(concatenation(Shape.of(1, 16, 16, 32), 32)),
    CONCATENATION_16X16X3(concatenation(Shape.of(1, 16, 16, 3), 29)),
    TRANSPOSE_16X16X32(transpose(Shape.of(1, 16, 16, 32))),
    SLICE_16X16X32(slice(Shape.of(1, 16, 16, 32))),

    /** One operator on one element: what an operator costs whatever its size. */
    ONE_ELEMENT(relu(Shape.of(1, 1))),
    /** A reshaped tensor stays where it is: what a run costs beside its work, one native call included. */
    NOTHING(reshape(Shape.of(1, 1)));

    private final SizedOperator operator;

    Workload(SizedOperator operator) {
        this.operator = operator;
    }

    /** The model, with random weights, in int8 or float32. Conversions between types are what they are. */
    public Graph graph(DataType type) {
        SizedGraph graph = new SizedGraph(name(), type);
        operator.addTo(graph);
        return graph.build();
    }
}
