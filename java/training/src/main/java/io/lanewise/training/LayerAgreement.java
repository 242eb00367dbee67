// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/**
 * How an operator's integers in training agree with the runtime's ({@link RuntimeAgreement}).
 *
 * @param operator its kind and the name of its output
 * @param values how many were compared
 * @param equal how many of them are the same integer
 * @param largestStep the largest difference of two integers
 */
public record LayerAgreement(String operator, long values, long equal, int largestStep) {

    /** {@return the part that is the same, from 0 to 1} */
    public double share() {
        return (double) equal / values;
    }
}
