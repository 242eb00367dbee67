// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.graph.Graph;
import io.lanewise.kernels.FloatRequantization;
import io.lanewise.kernels.FullyConnectedRequantization;
import io.lanewise.kernels.Requantization;
import io.lanewise.kernels.Weights;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.matmul.FullyConnected;
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

    static Int8Weights of(Graph graph, int index, WeightedOperator operator) {
        Weights weights = Weights.of(graph, index, operator);
        int channels = graph.tensor(operator.weights()).shape().dim(operator.channelAxis());
        if (graph.rounding() == Rounding.ONNX) {
            FloatRequantization parameters = FloatRequantization.of(graph, index, operator);
            return new Int8Weights(weights.int8Values(), parameters.weightZeroPoints(), weights.int32Bias(channels),
                    parameters.inputZeroPoint(), Requantizer.of(parameters));
        }
        if (operator instanceof FullyConnected dense) {
            FullyConnectedRequantization parameters = FullyConnectedRequantization.of(graph, index, dense);
            return symmetric(weights, channels, parameters.inputZeroPoint(), Requantizer.of(parameters));
        }
        Requantization parameters = Requantization.of(graph, index, operator);
        return symmetric(weights, channels, parameters.inputZeroPoint(), Requantizer.of(parameters));
    }

    private static Int8Weights symmetric(Weights weights, int channels, int inputZeroPoint, Requantizer requantizer) {
        return new Int8Weights(weights.int8Values(), new int[channels], weights.int32Bias(channels), inputZeroPoint, requantizer);
    }

    /** The matrix of output channels {@code first} to {@code first + channels - 1}, each of {@code depth} weights. */
    MatrixInt8 matrix(int first, int channels, int depth) {
        return new MatrixInt8(values, zeroPoints, bias, first, channels, depth, inputZeroPoint);
    }
}
