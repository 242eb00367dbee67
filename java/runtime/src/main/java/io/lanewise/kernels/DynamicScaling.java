// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;

/**
 * How a float operator with int8 weights computes: TFLite's dynamic-range (hybrid) kernels. Each row of a dense layer and each
 * image of a convolution is quantized to int8 by its own range ({@link io.lanewise.quantization.RunTimeQuantizer}); int32 sums
 * become floats.
 *
 * @param asymmetric whether a row has a zero point by its range, or 0
 * @param order in which the float factors are multiplied
 * @param weightScales one per output channel
 */
public record DynamicScaling(boolean asymmetric, Order order, float[] weightScales) {

    /** The order of float multiplications, which decides the last bit. */
    public enum Order {
        /** {@code sum * weightScale * inputScale}. */
        SUM_FIRST,
        /** {@code sum * (weightScale * inputScale)}. */
        SCALES_FIRST
    }

    /** Whether an operator is of that kind. */
    public static boolean is(Graph graph, WeightedOperator operator) {
        return graph.tensor(operator.output()).type() == DataType.FLOAT32
                && graph.tensor(operator.weights()).type() == DataType.INT8;
    }

    /**
     * A dense layer's rows have a zero point if the operator says so; a depthwise convolution's images have one; a
     * convolution's have where channels differ in scale or there are groups.
     *
     * @throws ModelException if the weights' quantization is missing or a sum could overflow
     */
    public static DynamicScaling of(Graph graph, int operatorIndex, WeightedOperator operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int axis = operator.channelAxis();
        Quantization quantization = context.weightQuantization(operator.weights(), axis);
        float[] scales = new float[context.tensor(operator.weights()).shape().dim(axis)];
        boolean differ = false;
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
            differ |= scales[c] != scales[0];
        }
        AccumulatorBound.checkDynamic(context, Weights.of(graph, operatorIndex, operator), scales.length, axis == 3);
        if (operator instanceof Conv2d conv) {
            boolean asymmetric = differ || WindowGeometry.of(graph, operatorIndex, conv).groups() != 1;
            return new DynamicScaling(asymmetric, asymmetric ? Order.SUM_FIRST : Order.SCALES_FIRST, scales);
        }
        boolean asymmetric = !(operator instanceof FullyConnected dense) || dense.asymmetricInputs();
        return new DynamicScaling(asymmetric, Order.SCALES_FIRST, scales);
    }

    /** The result of output channel {@code c} before the bias. */
    public float apply(long sum, int c, float inputScale) {
        return order == Order.SUM_FIRST ? sum * weightScales[c] * inputScale : sum * (weightScales[c] * inputScale);
    }
}
