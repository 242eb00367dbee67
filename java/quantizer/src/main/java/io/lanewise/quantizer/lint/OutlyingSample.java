// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import java.util.Locale;

/**
 * A sample that is far larger than the others, as where some were normalized and some were not.
 *
 * @param sample its number
 * @param magnitude its largest magnitude
 * @param median the median of all samples' largest magnitudes
 */
public record OutlyingSample(int sample, float magnitude, float median) implements DataWarning {

    @Override
    public String message() {
        return String.format(
                Locale.ROOT,
                "sample %d reaches a magnitude of %.4g where half of the samples stay below %.4g; was it"
                        + " preprocessed like the others?",
                sample,
                magnitude,
                median);
    }
}
