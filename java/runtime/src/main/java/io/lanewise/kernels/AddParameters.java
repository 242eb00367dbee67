// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Activation;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;

/**
 * int8 or int16 addition, TFLite's quantized ADD: each input, less its zero point and shifted left by {@code leftShift},
 * times its multiplier; the sum times the output's, plus the output zero point, clamped.
 *
 * @param leftShift bits of headroom that the inputs are given before they are scaled: {@link #LEFT_SHIFT} in int8
 */
public record AddParameters(int leftZeroPoint, int rightZeroPoint, int outputZeroPoint, QuantizedMultiplier left,
        QuantizedMultiplier right, QuantizedMultiplier output, int leftShift, ActivationRange range) {

    /** Of int8: 8 + 1 + 20 bits fit 31. */
    public static final int LEFT_SHIFT = 20;
    private static final int INT16_LEFT_SHIFT = 15;

    /**
     * Both inputs are brought to twice the larger scale.
     *
     * @throws ModelException if quantizations are missing or out of range, or the output's scale is too small for the inputs'
     */
    public static AddParameters of(Graph graph, int operatorIndex, Add operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.left(), operator.right(), operator.output(),
                operator.activation());
    }

    /**
     * Of a subtraction: the right input's rescaled value is subtracted instead of added.
     *
     * @throws ModelException as of an addition
     */
    public static AddParameters ofDifference(Graph graph, int operatorIndex, Binary operator) {
        return of(new OperatorContext(graph, operatorIndex), operator.left(), operator.right(), operator.output(),
                operator.activation());
    }

    private static AddParameters of(OperatorContext context, int leftTensor, int rightTensor, int outputTensor,
            Activation activation) {
        Quantization left = context.quantization(leftTensor);
        Quantization right = context.quantization(rightTensor);
        Quantization out = context.quantization(outputTensor);
        double common = 2.0 * Math.max(left.scale(), right.scale());
        context.require(common > 0, "both input scales are 0");
        int leftShift = context.arithmetic() == Arithmetic.INT16 ? INT16_LEFT_SHIFT : LEFT_SHIFT;
        double outputRatio = common / ((double) out.scale() * (1 << leftShift));
        context.require(outputRatio < 1, "output scale %s is too small for input scales %s and %s", out.scale(),
                left.scale(), right.scale());
        return new AddParameters(left.zeroPoint(), right.zeroPoint(), out.zeroPoint(),
                QuantizedMultiplier.of(left.scale() / common), QuantizedMultiplier.of(right.scale() / common),
                QuantizedMultiplier.of(outputRatio), leftShift, context.range(activation, outputTensor));
    }
}
