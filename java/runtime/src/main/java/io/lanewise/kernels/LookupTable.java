// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Logistic;
import io.lanewise.graph.ModelException;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.Quantization;

/**
 * An int8 function by its values: {@code out = values[in + 128]}.
 *
 * @param values 256 entries, that of -128 first
 */
public record LookupTable(byte[] values) {

    /**
     * 1 / (1 + exp(-x)) in float32, as TFLite's {@code LUTPopulate}.
     *
     * @throws ModelException if quantizations are missing or the output's scale is not 1/256
     */
    public static LookupTable of(Graph graph, int operatorIndex, Logistic operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        context.require(out.scale() == 1f / 256, "output of int8 logistic needs scale 1/256, got " + out);
        float inverseScale = 1 / out.scale();
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            float x = in.scale() * (q - in.zeroPoint());
            float y = 1 / (1 + (float) StrictMath.exp(-x));
            values[q - Int8.MIN] = Int8.saturate(Rounding.halfAwayToInt(y * inverseScale) + out.zeroPoint());
        }
        return new LookupTable(values);
    }
}
