// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import java.util.Locale;

/**
 * Samples that look like NCHW where NHWC is expected: neighbours in a column are more alike if the channels are read as
 * planes.
 *
 * @param planes mean difference between neighbours in a column if the data is NCHW
 * @param pixels the same if it is NHWC, as it is read
 */
public record SuspiciousLayout(double planes, double pixels) implements DataWarning {

    @Override
    public String message() {
        return String.format(
                Locale.ROOT,
                "the samples look like NCHW (neighbours in a column differ by %.3g on average, by %.3g as"
                        + " NHWC); give layout nchw if they are",
                planes,
                pixels);
    }
}
