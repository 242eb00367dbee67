// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;

/**
 * int32 accumulator to int8 with ONNX's rounding: for output channel c,
 * {@code clamp(round(accumulator * factors[c]) + outputZeroPoint)}, product and rounding (ties to even) in float32.
 *
 * <p>ONNX's QLinearConv and QLinearMatMul say that the sums are integers and results are rounded to even; the order of the
 * scales in float32 is ONNX Runtime's.
 *
 * @param inputZeroPoint what is subtracted from every input value, -128 to 127
 * @param weightZeroPoints what is subtracted from every weight of an output channel, -128 to 127
 * @param outputZeroPoint -128 to 127
 * @param range the fused activation
 * @param factors one per output channel, 0 to below 2^30
 */
public record FloatRequantization(int inputZeroPoint, int[] weightZeroPoints, int outputZeroPoint, ActivationRange range,
        float[] factors) {

    /**
     * Factors {@code s_in * s_w[c] / s_out}, both operations in float32.
     *
     * @throws ModelException if quantizations are missing or out of range, or an accumulator could overflow
     */
    public static FloatRequantization of(Graph graph, int operatorIndex, WeightedOperator operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Weights values = Weights.of(graph, operatorIndex, operator);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        Quantization scales = context.asymmetricWeightQuantization(operator.weights(), operator.channelAxis());
        Shape shape = context.tensor(operator.weights()).shape();
        int channels = shape.dim(operator.channelAxis());
        int[] zeroPoints = new int[channels];
        float[] factors = new float[channels];
        for (int c = 0; c < channels; c++) {
            zeroPoints[c] = scales.zeroPoint(c);
            factors[c] = in.scale() * scales.scale(c) / out.scale();
            context.requireRatio(factors[c], "input scale x weight scale / output scale");
        }
        AccumulatorBound.check(context, values, zeroPoints, operator.channelAxis() == shape.rank() - 1, in.zeroPoint());
        return new FloatRequantization(in.zeroPoint(), zeroPoints, out.zeroPoint(),
                ActivationRange.of(operator.activation(), out, Rounding.ONNX), factors);
    }

    /** Whether any weight has a zero point other than 0. */
    public boolean hasWeightZeroPoints() {
        for (int zeroPoint : weightZeroPoints) {
            if (zeroPoint != 0) {
                return true;
            }
        }
        return false;
    }

    /** The result of output channel {@code c}. */
    public byte apply(int accumulator, int c) {
        // Clamped before the zero point is added, which therefore cannot overflow.
        int q = Rounding.halfEvenToInt(accumulator * factors[c]);
        return (byte) (Math.max(range.minimum() - outputZeroPoint, Math.min(range.maximum() - outputZeroPoint, q))
                + outputZeroPoint);
    }
}
