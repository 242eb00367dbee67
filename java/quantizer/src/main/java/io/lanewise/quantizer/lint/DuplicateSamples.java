// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

/**
 * Samples that are equal to an earlier one in every bit.
 *
 * @param count how many
 * @param first number of the first of them
 * @param samples number of all samples
 */
public record DuplicateSamples(int count, int first, int samples) implements DataWarning {

    @Override
    public String message() {
        return count + " of " + samples + " samples repeat an earlier one, the first is sample " + first
                + "; they weigh more in every method but min-max";
    }
}
