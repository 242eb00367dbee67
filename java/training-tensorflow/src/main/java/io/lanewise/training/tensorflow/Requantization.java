// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import java.util.List;

/**
 * How a kernel brings sums or products to the grid of what it writes: times the scales of some tensors, over the
 * output's scale and a number of elements, in fixed point. Dense layers are scaled in floating point, as the real
 * numbers that stand for them.
 *
 * @param factors tensors whose scales are multiplied; one may have a scale for each channel of the output
 * @param elements that a mean is over, at least 1
 * @param wide whether sums of int16 have 64 bits, which are multiplied by 16
 */
record Requantization(List<Integer> factors, int elements, boolean wide) {

    /** Of sums of products. */
    static Requantization ofSums(int left, int right) {
        return new Requantization(List.of(left, right), 1, true);
    }

    /** Of single products. */
    static Requantization ofProducts(int left, int right) {
        return new Requantization(List.of(left, right), 1, false);
    }

    /** Of a sum; of a mean over so many elements. */
    static Requantization ofMean(int factor, int elements) {
        return new Requantization(List.of(factor), elements, false);
    }
}
