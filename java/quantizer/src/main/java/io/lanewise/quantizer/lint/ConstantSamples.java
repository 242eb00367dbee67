// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

/**
 * Samples whose elements all have one value, such as black images.
 *
 * @param count how many
 * @param first number of the first of them
 * @param samples number of all samples
 */
public record ConstantSamples(int count, int first, int samples) implements DataWarning {

    @Override
    public String message() {
        return count + " of " + samples + " samples hold one value throughout, the first is sample " + first
                + "; they teach nothing about ranges";
    }
}
