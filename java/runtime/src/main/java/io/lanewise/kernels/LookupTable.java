// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.quantization.Int8;
import io.lanewise.quantization.Rounding;
import io.lanewise.tensor.Quantization;

/**
 * An int8 function by its values: {@code out = values[in + 128]}.
 *
 * @param values 256 entries, that of -128 first
 */
public record LookupTable(byte[] values) {
    private static final Quantization TANH_OUTPUT = Quantization.perTensor(1f / 128, 0);

    /**
     * 1 / (1 + exp(-x)) in float32, as TFLite's {@code LUTPopulate}.
     *
     * @throws ModelException if quantizations are missing or the output's scale is not 1/256
     */
    public static LookupTable of(Graph graph, int operatorIndex, Logistic operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        context.require(out.scale() == 1f / 256, "output of int8 logistic needs scale 1/256, got %s", out);
        return of(in, out, x -> 1 / (1 + (float) StrictMath.exp(-x)));
    }

    /**
     * A function of one value: by float32 as TFLite's {@code LUTPopulate}, HARD_SWISH in its own fixed point.
     *
     * @throws ModelException if quantizations are missing, TANH's output is not on steps of 1/128, or the function has no
     *         int8 form
     */
    public static LookupTable of(Graph graph, int operatorIndex, Unary operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        Quantization in = context.quantization(operator.input());
        Quantization out = context.quantization(operator.output());
        UnaryFunction function = operator.function();
        context.require(hasInt8Form(function), "has no int8 form; leave it float");
        if (function == UnaryFunction.HARD_SWISH) {
            return new LookupTable(HardSwishTable.of(context, in, out));
        }
        context.require(function != UnaryFunction.TANH || out.equals(TANH_OUTPUT),
                "output of int8 tanh needs %s, got %s", TANH_OUTPUT, out);
        return of(in, out, UnaryFunctions.of(function));
    }

    /** Whether TFLite computes the function on int8, by a table of its own or in fixed point. */
    public static boolean hasInt8Form(UnaryFunction function) {
        return switch (function) {
            case EXP, GELU, HARD_SWISH, TANH -> true;
            default -> false;
        };
    }

    /**
     * A rectifier with a slope.
     *
     * @throws ModelException if quantizations are missing or out of range
     */
    public static LookupTable of(Graph graph, int operatorIndex, LeakyRelu operator) {
        LeakyReluParameters parameters = LeakyReluParameters.of(graph, operatorIndex, operator);
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            values[q - Int8.MIN] = parameters.apply(q, 1);
        }
        return new LookupTable(values);
    }

    private static LookupTable of(Quantization in, Quantization out, UnaryFunctions.FloatFunction function) {
        float inverseScale = 1 / out.scale();
        byte[] values = new byte[256];
        for (int q = Int8.MIN; q <= Int8.MAX; q++) {
            float y = function.apply(in.scale() * (q - in.zeroPoint()));
            values[q - Int8.MIN] = Int8.saturate(Rounding.halfAwayToInt(y * inverseScale) + out.zeroPoint());
        }
        return new LookupTable(values);
    }
}
