// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.Quantization;

/**
 * Accumulator to int8 or int16 of a dense layer: for output channel c,
 * {@code clamp(round(accumulator * factors[c]) + outputZeroPoint)}, product and rounding (ties away from zero) in double.
 *
 * <p>This is the one operator whose integers TFLite's reference kernels scale in floating point: {@code FullyConnected} and
 * {@code FullyConnectedPerChannel} in {@code reference/integer_ops/fully_connected.h}, from TFLite 2.20 on. Before, and in
 * TFLite Micro, it was {@code MultiplyByQuantizedMultiplier} as everywhere; about 0.5 % of the results differ, by 1.
 *
 * @param inputZeroPoint what is subtracted from every input value, -128 to 127
 * @param outputZeroPoint -128 to 127
 * @param range the fused activation
 * @param factors one per output channel, 0 to below 2^30
 */
public record FullyConnectedRequantization(int inputZeroPoint, int outputZeroPoint, ActivationRange range,
        double[] factors) {

    /**
     * Factors {@code s_in * s_w[c] / s_out} in double.
     *
     * @throws ModelException if quantizations are missing or out of range, or an accumulator could overflow
     */
    public static FullyConnectedRequantization of(Graph graph, int operatorIndex, FullyConnected operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        Quantization weights = context.weightQuantization(operator.weights(), 0);
        int channels = context.shape(operator.weights(), 2).dim(0);
        AccumulatorBound.check(context, Weights.of(graph, operatorIndex, operator), channels, false, in.zeroPoint());
        double[] factors = new double[channels];
        for (int c = 0; c < channels; c++) {
            factors[c] = (double) in.scale() * weights.scale(c) / out.scale();
            context.requireRatio(factors[c], "input scale x weight scale / output scale");
        }
        return new FullyConnectedRequantization(in.zeroPoint(), out.zeroPoint(), context.range(operator.activation(), operator.output()),
                factors);
    }

    /** The result of output channel {@code c}. */
    public int apply(long accumulator, int c) {
        double q = Rounding.halfAway(accumulator * factors[c]) + outputZeroPoint;
        return (int) Math.max(range.minimum(), Math.min(range.maximum(), q));
    }
}
