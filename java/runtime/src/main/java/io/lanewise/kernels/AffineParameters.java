// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;

/**
 * Conversion between float32 and int8 or int16: real = scale x (q - zeroPoint).
 *
 * @param scale above 0
 * @param zeroPoint -128 to 127, of int16 0
 * @param rounding how a float becomes an integer
 */
public record AffineParameters(float scale, int zeroPoint, Rounding rounding) {

    /**
     * float32 to integers by the output's quantization.
     *
     * @throws ModelException if the types are others or the output's quantization is missing or out of range
     */
    public static AffineParameters of(Graph graph, int operatorIndex, Quantize operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        context.requireType(operator.input(), DataType.FLOAT32);
        return of(context, operator.output());
    }

    /**
     * Integers to float32 by the input's quantization.
     *
     * @throws ModelException if the types are others or the input's quantization is missing or out of range
     */
    public static AffineParameters of(Graph graph, int operatorIndex, Dequantize operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        context.requireType(operator.output(), DataType.FLOAT32);
        return of(context, operator.input());
    }

    private static AffineParameters of(OperatorContext context, int quantized) {
        Quantization quantization = context.quantization(quantized);
        context.require(quantization.scale() > 0, "%s has scale %s", context.tensor(quantized), quantization.scale());
        return new AffineParameters(quantization.scale(), quantization.zeroPoint(), context.graph().rounding());
    }
}
