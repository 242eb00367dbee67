// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import java.util.Arrays;

/** How the sums of an int8 convolution or dense layer become int8. */
public sealed interface Int8Requantization permits ConvolutionRequantization, FullyConnectedRequantization {

    /** What is subtracted from every input value, -128 to 127. */
    int inputZeroPoint();

    /** What is subtracted from every weight of an output channel, -128 to 127; null where that is 0 throughout. */
    default int[] weightZeroPoints() {
        return null;
    }

    /** Whether any weight has a zero point other than 0. */
    default boolean hasWeightZeroPoints() {
        int[] zeroPoints = weightZeroPoints();
        return zeroPoints != null && Arrays.stream(zeroPoints).anyMatch(zeroPoint -> zeroPoint != 0);
    }

    /** Narrows sums in Java. */
    Requantizer requantizer();
}
