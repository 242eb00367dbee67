// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Activation;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.function.IntToDoubleFunction;

/**
 * Accumulator to int8 or int16: for output channel c,
 * {@code clamp(multiplyByQuantizedMultiplier(accumulator, multipliers[c], shifts[c]) + outputZeroPoint)}. Convolutions of
 * int16 accumulate in int64, everything else in int32.
 *
 * @param inputZeroPoint what is subtracted from every input value, -128 to 127
 * @param outputZeroPoint -128 to 127
 * @param outputMinimum lower bound of the result, the fused activation's, in the output's type
 * @param outputMaximum upper bound of the result
 * @param multipliers Q0.31, 0 or 2^30 to 2^31 - 1; one per output channel, or one alone for elementwise operators
 * @param shifts -31 to 30, positive is left, at most 7 for an int64 accumulator; as many
 */
public record Requantization(int inputZeroPoint, int outputZeroPoint, int outputMinimum, int outputMaximum,
        int[] multipliers, int[] shifts) {

    /**
     * Of a convolution or depthwise convolution: factors {@code s_in * s_w[c] / s_out} in double (TFLite's
     * {@code PopulateConvolutionQuantizationParams}). A dense layer has its {@link FullyConnectedRequantization}.
     *
     * @throws ModelException if quantizations are missing or out of range, or an accumulator could overflow
     */
    public static Requantization of(Graph graph, int operatorIndex, WeightedOperator operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        Quantization weights = context.weightQuantization(operator.weights(), operator.channelAxis());
        Shape shape = context.shape(operator.weights(), 4);
        int channels = shape.dim(operator.channelAxis());
        AccumulatorBound.check(context, Weights.of(graph, operatorIndex, operator), channels, operator.channelAxis() == 3,
                in.zeroPoint());
        Requantization requantization = of(context, in, out, context.range(operator.activation(), operator.output()), channels,
                c -> (double) in.scale() * weights.scale(c) / out.scale());
        requantization.requireWideShifts(context);
        return requantization;
    }

    /**
     * Of a clamp that stands alone: the factor {@code s_in / s_out} in float32 (TFLite's {@code ReluPrepare}).
     *
     * @throws ModelException if quantizations are missing or out of range
     */
    public static Requantization of(Graph graph, int operatorIndex, Relu operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        return of(context, in, out, context.range(operator.activation(), operator.output()), 1,
                c -> in.scale() / out.scale());
    }

    /**
     * Of integers to integers of another scale or width: the factor {@code s_in / s_out} in double.
     *
     * @throws ModelException if quantizations are missing or out of range
     */
    public static Requantization of(Graph graph, int operatorIndex, Quantize operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        return of(context, in, out, context.range(Activation.NONE, operator.output()), 1,
                c -> (double) in.scale() / out.scale());
    }

    /** TFLite's rescaling of an int64 accumulator shifts by at most 7 to the left. */
    private void requireWideShifts(OperatorContext context) {
        for (int c = 0; c < shifts.length && context.arithmetic() == Arithmetic.INT16; c++) {
            if (shifts[c] > 7) {
                throw context.error("output channel " + c + ": input scale x weight scale / output scale must be below 2^7");
            }
        }
    }

    private static Requantization of(OperatorContext context, Quantization in, Quantization out, ActivationRange range,
            int channels, IntToDoubleFunction ratio) {
        int[] multipliers = new int[channels];
        int[] shifts = new int[channels];
        for (int c = 0; c < channels; c++) {
            QuantizedMultiplier factor = context.multiplier(ratio.applyAsDouble(c), "input scale / output scale");
            multipliers[c] = factor.multiplier();
            shifts[c] = factor.shift();
        }
        return new Requantization(in.zeroPoint(), out.zeroPoint(), range.minimum(), range.maximum(), multipliers, shifts);
    }
}
