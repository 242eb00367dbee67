// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels;

import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
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

    /** Whether an operator with these weights and this output is of that kind. */
    public static boolean is(Graph graph, int weights, int output) {
        return graph.tensor(output).type() == DataType.FLOAT32 && graph.tensor(weights).type() == DataType.INT8;
    }

    /**
     * Images with a zero point where channels differ in scale or there are groups, without elsewhere.
     *
     * @throws ModelException if the weights' quantization is missing or a sum could overflow
     */
    public static DynamicScaling of(Graph graph, int operatorIndex, Conv2d operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int channels = context.shape(operator.weights(), 4).dim(0);
        float[] scales = scales(context, operator.weights(), channels, 0);
        boolean differ = false;
        for (float scale : scales) {
            differ |= scale != scales[0];
        }
        int groups = WindowGeometry.of(graph, operatorIndex, operator).groups();
        boolean asymmetric = differ || groups != 1;
        AccumulatorBound.checkDynamic(context, Weights.of(graph, operatorIndex, operator), channels, false);
        return new DynamicScaling(asymmetric, asymmetric ? Order.SUM_FIRST : Order.SCALES_FIRST, scales);
    }

    /**
     * Images with a zero point.
     *
     * @throws ModelException if the weights' quantization is missing or a sum could overflow
     */
    public static DynamicScaling of(Graph graph, int operatorIndex, DepthwiseConv2d operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int channels = context.shape(operator.weights(), 4).dim(3);
        AccumulatorBound.checkDynamic(context, Weights.of(graph, operatorIndex, operator), channels, true);
        return new DynamicScaling(true, Order.SCALES_FIRST, scales(context, operator.weights(), channels, 3));
    }

    /**
     * Rows with a zero point if the operator says so.
     *
     * @throws ModelException if the weights' quantization is missing or a sum could overflow
     */
    public static DynamicScaling of(Graph graph, int operatorIndex, FullyConnected operator) {
        OperatorContext context = new OperatorContext(graph, operatorIndex);
        int channels = context.shape(operator.weights(), 2).dim(0);
        AccumulatorBound.checkDynamic(context, Weights.of(graph, operatorIndex, operator), channels, false);
        return new DynamicScaling(operator.asymmetricInputs(), Order.SCALES_FIRST,
                scales(context, operator.weights(), channels, 0));
    }

    private static float[] scales(OperatorContext context, int weights, int channels, int axis) {
        Quantization quantization = context.weightQuantization(weights, axis);
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = quantization.scale(c);
        }
        return scales;
    }

    /** The result of output channel {@code c} before the bias. */
    public float apply(long sum, int c, float inputScale) {
        return order == Order.SUM_FIRST ? sum * weightScales[c] * inputScale : sum * (weightScales[c] * inputScale);
    }
}
