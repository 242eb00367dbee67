// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

/** A sign that something is wrong with the samples of a calibration. */
public sealed interface DataWarning
        permits ConstantSamples, DuplicateSamples, GrowingRanges, OutlyingSample, SuspiciousLayout, SuspiciousScale {

    /** One sentence on what was found and what to do. */
    String message();
}
