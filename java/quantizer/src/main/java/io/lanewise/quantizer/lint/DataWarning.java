// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

/** A sign that something is wrong with the samples of a calibration, or will go wrong with int8. */
public sealed interface DataWarning
        permits ConstantSamples,
                DuplicateSamples,
                GrowingRanges,
                OutlyingSample,
                SuspiciousLayout,
                SuspiciousScale,
                UnequalRanges {

    /** {@return one sentence on what was found and what to do} */
    String message();
}
