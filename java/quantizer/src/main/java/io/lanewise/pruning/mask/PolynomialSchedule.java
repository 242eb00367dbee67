// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

/**
 * How sparse a training makes weights as it goes: {@code target + (initial - target) (1 - t)^3}, where t grows from 0
 * at {@code begin} to 1 at {@code end}. Much goes at first, while there is much to spare, and little at last (Zhu and
 * Gupta, To Prune, or Not to Prune, 2017).
 *
 * @param initial share at and before {@code begin}, 0 to 1
 * @param target share at and behind {@code end}, {@code initial} to 1
 * @param begin a step, not negative
 * @param end a later step
 */
public record PolynomialSchedule(double initial, double target, long begin, long end) {

    /**
     * Checks the numbers.
     *
     * @param initial share at and before {@code begin}, 0 to 1
     * @param target share at and behind {@code end}, {@code initial} to 1
     * @param begin a step, not negative
     * @param end a later step
     * @throws IllegalArgumentException if they are out of range
     */
    public PolynomialSchedule {
        if (!(initial >= 0 && initial <= target && target <= 1)) {
            throw new IllegalArgumentException("a sparsity cannot grow from " + initial + " to " + target);
        }
        if (begin < 0 || end <= begin) {
            throw new IllegalArgumentException("steps " + begin + " to " + end + " are no schedule");
        }
    }

    /**
     * {@return the share of weights that is zero at a step}
     *
     * @param step from 0
     */
    public double at(long step) {
        double left = 1 - (double) (Math.max(begin, Math.min(end, step)) - begin) / (end - begin);
        return target + (initial - target) * left * left * left;
    }
}
