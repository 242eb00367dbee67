// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;

/**
 * int8 rectifier with a slope: {@code (x - inputZeroPoint) * positive} where that is not negative, else
 * {@code (x - inputZeroPoint) * (slope - slopeZeroPoint) * negative}, plus the output zero point. Both factors are worked out
 * in float32, as TFLite's {@code activations.cc}.
 *
 * @param slopeZeroPoint of PRELU's slopes; 0 of LEAKY_RELU, whose slope is in the factor
 */
public record LeakyReluParameters(int inputZeroPoint, int slopeZeroPoint, int outputZeroPoint, QuantizedMultiplier positive,
        QuantizedMultiplier negative) {

    /**
     * One slope.
     *
     * @throws ModelException if quantizations are missing or out of range, or the slope is negative or not finite
     */
    public static LeakyReluParameters of(Graph graph, int operatorIndex, LeakyRelu operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        float ratio = in.scale() * operator.alpha() / out.scale();
        return new LeakyReluParameters(in.zeroPoint(), 0, out.zeroPoint(), positive(context, in, out),
                context.multiplier(ratio, "input scale x alpha / output scale"));
    }

    /**
     * A slope for each channel.
     *
     * @throws ModelException if quantizations are missing or out of range
     */
    public static LeakyReluParameters of(Graph graph, int operatorIndex, Prelu operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization slope = context.quantization(operator.slope());
        Quantization out = context.quantization(operator.output());
        float ratio = in.scale() * slope.scale() / out.scale();
        return new LeakyReluParameters(in.zeroPoint(), slope.zeroPoint(), out.zeroPoint(), positive(context, in, out),
                context.multiplier(ratio, "input scale x slope scale / output scale"));
    }

    private static QuantizedMultiplier positive(OperatorContext context, Quantization in, Quantization out) {
        return context.multiplier(in.scale() / out.scale(), "input scale / output scale");
    }

    /** The int8 result of one input and, of PRELU, its slope; LEAKY_RELU passes 1. */
    public byte apply(int input, int slope) {
        int x = input - inputZeroPoint;
        int y = x >= 0 ? positive.times(x) : negative.times(x * (slope - slopeZeroPoint));
        return (byte) Math.max(-128, Math.min(127, y + outputZeroPoint));
    }
}
