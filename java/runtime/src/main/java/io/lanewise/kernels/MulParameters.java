// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;

/** int8 or int16 multiplication: {@code clamp((left - leftZeroPoint) * (right - rightZeroPoint) * factor + outputZeroPoint)}. */
public record MulParameters(int leftZeroPoint, int rightZeroPoint, int outputZeroPoint, QuantizedMultiplier factor,
        ActivationRange range) {

    /**
     * The factor {@code s_left * s_right / s_out}, both operations in float32, as TFLite's {@code mul.cc}.
     *
     * @throws ModelException if quantizations are missing or out of range
     */
    public static MulParameters of(Graph graph, int operatorIndex, Mul operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization left = context.quantization(operator.left());
        Quantization right = context.quantization(operator.right());
        Quantization out = context.quantization(operator.output());
        QuantizedMultiplier factor = context.multiplier(left.scale() * right.scale() / out.scale(),
                "left scale x right scale / output scale");
        return new MulParameters(left.zeroPoint(), right.zeroPoint(), out.zeroPoint(), factor,
                context.range(operator.activation(), operator.output()));
    }
}
