// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
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
    public static FloatRequantization of(Graph graph, int operatorIndex, Conv2d operator) {
        return of(graph, operatorIndex, operator.input(), operator.weights(), operator.output(), operator.activation(), 0,
                Weights.of(graph, operatorIndex, operator));
    }

    /**
     * Factors as of a convolution.
     *
     * @throws ModelException if quantizations are missing or out of range, or an accumulator could overflow
     */
    public static FloatRequantization of(Graph graph, int operatorIndex, DepthwiseConv2d operator) {
        return of(graph, operatorIndex, operator.input(), operator.weights(), operator.output(), operator.activation(), 3,
                Weights.of(graph, operatorIndex, operator));
    }

    /**
     * Factors as of a convolution.
     *
     * @throws ModelException if quantizations are missing or out of range, or an accumulator could overflow
     */
    public static FloatRequantization of(Graph graph, int operatorIndex, FullyConnected operator) {
        return of(graph, operatorIndex, operator.input(), operator.weights(), operator.output(), operator.activation(), 0,
                Weights.of(graph, operatorIndex, operator));
    }

    private static FloatRequantization of(Graph graph, int operatorIndex, int input, int weights, int output,
            Activation activation, int axis, Weights values) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(input);
        Quantization out = context.quantization(output);
        Quantization scales = context.asymmetricWeightQuantization(weights, axis);
        Shape shape = context.tensor(weights).shape();
        int channels = shape.dim(axis);
        int[] zeroPoints = new int[channels];
        float[] factors = new float[channels];
        for (int c = 0; c < channels; c++) {
            zeroPoints[c] = scales.zeroPoint(c);
            factors[c] = in.scale() * scales.scale(c) / out.scale();
            context.requireRatio(factors[c], "input scale x weight scale / output scale");
        }
        AccumulatorBound.check(context, values, zeroPoints, axis == shape.rank() - 1, in.zeroPoint());
        return new FloatRequantization(in.zeroPoint(), zeroPoints, out.zeroPoint(),
                ActivationRange.of(activation, out, Rounding.ONNX), factors);
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
