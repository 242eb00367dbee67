// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeRequantization;
import io.lanewise.tensor.Rounding;

/** How an int8 convolution's sums become int8: by a graph's rounding, in fixed point or in float32. */
public sealed interface ConvolutionRequantization extends Int8Requantization
        permits AsymmetricRequantization, FloatRequantization, Requantization {

    /**
     * That of a layer.
     *
     * @param rounding how its graph computes integers
     * @param unsigned whether it is uint8 in the file
     * @throws IllegalArgumentException if quantizations are missing or out of range, or an accumulator could overflow
     */
    static ConvolutionRequantization of(Layer layer, Weights values, Rounding rounding, boolean unsigned) {
        return rounding == Rounding.ONNX
                ? FloatRequantization.of(layer, values)
                : unsigned ? AsymmetricRequantization.of(layer, values) : Requantization.of(layer, values);
    }

    /** The structure that the native library takes. */
    NativeRequantization toNative(NativeArguments arguments);
}
