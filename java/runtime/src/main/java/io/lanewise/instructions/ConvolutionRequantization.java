// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.NativeRequantization;

/** How an int8 convolution's sums become int8: by a graph's rounding, in fixed point or in float32. */
public sealed interface ConvolutionRequantization extends Int8Requantization
        permits FloatRequantization, Requantization {

    /** The structure that the native library takes. */
    NativeRequantization toNative(NativeArguments arguments);
}
