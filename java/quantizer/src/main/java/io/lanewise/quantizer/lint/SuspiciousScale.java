// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import java.util.Locale;

/**
 * Samples of a size that does not suit the model's first layer, such as 0 to 255 where it was trained on 0 to 1.
 *
 * @param operator the first operator with weights and biases
 * @param ratio typical size of what its inputs contribute to an output, divided by its biases' size
 * @param range what the samples' values are
 */
public record SuspiciousScale(String operator, double ratio, String range) implements DataWarning {
    /** Ratios of trained models lie far within these; ones of wrongly scaled images far outside. */
    static final double SMALLEST = 0.05;

    static final double LARGEST = 100;

    @Override
    public String message() {
        return String.format(
                Locale.ROOT,
                "the samples (%s) look too %s for this model: inputs of %s contribute %.3g times what its"
                        + " biases do, where 1 to 20 is usual; check scale, mean and deviation of the preprocessing",
                range,
                ratio > 1 ? "large" : "small",
                operator,
                ratio);
    }
}
