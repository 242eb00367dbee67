// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeDynamicScaling;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import org.bytedeco.javacpp.Loader;

/**
 * How a float operator with int8 weights computes: TFLite's dynamic-range (hybrid) kernels. Each row of a dense layer
 * and each image of a convolution is quantized to int8 by its own range ({@link
 * io.lanewise.quantization.RunTimeQuantizer}); int32 sums become floats.
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

    /**
     * The scaling of a layer.
     *
     * @param asymmetric whether rows have a zero point by their range
     * @throws IllegalArgumentException if the weights' quantization is missing or a sum could overflow
     */
    public static DynamicScaling of(Layer layer, Weights weights, boolean asymmetric, Order order) {
        float[] scales = weightScales(layer);
        AccumulatorBound.checkDynamic(layer, weights);
        return new DynamicScaling(asymmetric, order, scales);
    }

    /** The same of a convolution: images have a zero point where channels differ in scale or there are groups. */
    public static DynamicScaling ofConvolution(Layer layer, Weights weights, int groups) {
        boolean asymmetric = groups != 1;
        float[] scales = weightScales(layer);
        for (float scale : scales) {
            asymmetric |= scale != scales[0];
        }
        return of(layer, weights, asymmetric, asymmetric ? Order.SUM_FIRST : Order.SCALES_FIRST);
    }

    private static float[] weightScales(Layer layer) {
        Quantization quantization = Require.weightQuantization(layer);
        float[] scales = new float[layer.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantization.scale(c);
        }
        return scales;
    }

    /** The structure that the native library takes. */
    public NativeDynamicScaling toNative(NativeArguments arguments, Activation activation) {
        return new NativeDynamicScaling(arguments.allocate(Loader.sizeof(NativeDynamicScaling.class)))
                .asymmetric(asymmetric ? 1 : 0)
                .sum_first(order == Order.SUM_FIRST ? 1 : 0)
                .minimum(activation.minimum())
                .maximum(activation.maximum())
                .weight_scales(arguments.floats(weightScales));
    }

    /** The result of output channel {@code c} before the bias. */
    public float apply(long sum, int c, float inputScale) {
        return order == Order.SUM_FIRST ? sum * weightScales[c] * inputScale : sum * (weightScales[c] * inputScale);
    }
}
