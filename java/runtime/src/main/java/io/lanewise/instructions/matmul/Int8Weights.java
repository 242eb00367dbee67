// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.matmul;

import io.lanewise.instructions.Int8Requantization;
import io.lanewise.instructions.Requantizer;
import io.lanewise.instructions.Weights;

/**
 * What int8 convolutions and dense layers compute with in Java.
 *
 * @param values int8, in the operator's layout
 * @param zeroPoints of the weights, one per output channel
 * @param bias one per output channel
 * @param requantizer of the sums
 */
public record Int8Weights(byte[] values, int[] zeroPoints, int[] bias, int inputZeroPoint, Requantizer requantizer) {

    /** A layer's weights and how its sums become int8. */
    public static Int8Weights of(Weights weights, Int8Requantization requantization, int channels) {
        int[] zeroPoints = requantization.weightZeroPoints();
        return new Int8Weights(
                weights.int8Values(),
                zeroPoints == null ? new int[channels] : zeroPoints,
                weights.int32Bias(channels),
                requantization.inputZeroPoint(),
                requantization.requantizer());
    }

    /** The matrix of output channels {@code first} to {@code first + channels - 1}, each of {@code depth} weights. */
    public MatrixInt8 matrix(int first, int channels, int depth) {
        return new MatrixInt8(values, zeroPoints, bias, first, channels, depth, inputZeroPoint);
    }
}
