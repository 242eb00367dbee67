// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;

/**
 * int8 or int16 mean: {@code saturate(multiplyByQuantizedMultiplier(sum(q) - reduced * inputZeroPoint, multiplier, shift) +
 * outputZeroPoint)}.
 *
 * @param multiplier Q0.31, holds the division by the number of elements, not negative
 * @param shift -31 to 30, positive is left
 */
public record MeanParameters(int inputZeroPoint, int outputZeroPoint, int multiplier, int shift) {

    /**
     * {@code s_in / s_out} with 1 / {@code reduced} folded in, as TFLite's {@code QuantizedMeanOrSum}.
     *
     * @throws ModelException if quantizations are missing or out of range, or the sum could overflow
     */
    public static MeanParameters of(Graph graph, int operatorIndex, Mean operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        int reduced = ReductionShape.of(graph, operatorIndex, operator).reduced();
        long farthest = context.arithmetic() == Arithmetic.INT16 ? 1L << 15 : 255;
        context.require(reduced * farthest <= Integer.MAX_VALUE, "the sum of %s elements can overflow int32", reduced);
        QuantizedMultiplier ratio = context.multiplier((double) in.scale() / out.scale(), "input scale / output scale");
        int fold = Math.min(63 - Long.numberOfLeadingZeros(reduced), Math.min(32, 31 + ratio.shift()));
        return new MeanParameters(in.zeroPoint(), out.zeroPoint(), (int) (((long) ratio.multiplier() << fold) / reduced),
                ratio.shift() - fold);
    }
}
