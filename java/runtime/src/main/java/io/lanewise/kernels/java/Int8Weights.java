// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.kernels.FloatRequantization;
import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.Requantization;
import io.lanewise.kernels.Weights;
import io.lanewise.quantization.Rounding;

/**
 * What int8 convolutions and dense layers compute with, by the graph's rounding.
 *
 * @param values int8, in the operator's layout
 * @param zeroPoints of the weights, one per output channel
 * @param bias one per output channel
 * @param requantizer of the sums
 */
record Int8Weights(byte[] values, int[] zeroPoints, int[] bias, int inputZeroPoint, Requantizer requantizer) {

    static Int8Weights of(Graph graph, int index, Conv2d operator) {
        Weights weights = Weights.of(graph, index, operator);
        int channels = graph.tensor(operator.weights()).shape().dim(0);
        return graph.rounding() == Rounding.ONNX ? of(weights, FloatRequantization.of(graph, index, operator))
                : of(weights, channels, Requantization.of(graph, index, operator));
    }

    static Int8Weights of(Graph graph, int index, DepthwiseConv2d operator) {
        Weights weights = Weights.of(graph, index, operator);
        int channels = graph.tensor(operator.weights()).shape().dim(3);
        return graph.rounding() == Rounding.ONNX ? of(weights, FloatRequantization.of(graph, index, operator))
                : of(weights, channels, Requantization.of(graph, index, operator));
    }

    static Int8Weights of(Graph graph, int index, FullyConnected operator) {
        Weights weights = Weights.of(graph, index, operator);
        if (graph.rounding() == Rounding.ONNX) {
            return of(weights, FloatRequantization.of(graph, index, operator));
        }
        FullyConnectedRequantization parameters = FullyConnectedRequantization.of(graph, index, operator);
        int channels = parameters.factors().length;
        return new Int8Weights(weights.int8Values(), new int[channels], weights.int32Bias(channels),
                parameters.inputZeroPoint(), Requantizer.of(parameters));
    }

    private static Int8Weights of(Weights weights, int channels, Requantization parameters) {
        return new Int8Weights(weights.int8Values(), new int[channels], weights.int32Bias(channels),
                parameters.inputZeroPoint(), Requantizer.of(parameters));
    }

    private static Int8Weights of(Weights weights, FloatRequantization parameters) {
        return new Int8Weights(weights.int8Values(), parameters.weightZeroPoints(),
                weights.int32Bias(parameters.factors().length), parameters.inputZeroPoint(), Requantizer.of(parameters));
    }

    /** The matrix of output channels {@code first} to {@code first + channels - 1}, each of {@code depth} weights. */
    MatrixInt8 matrix(int first, int channels, int depth) {
        return new MatrixInt8(values, zeroPoints, bias, first, channels, depth, inputZeroPoint);
    }
}
