// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import io.lanewise.quantizer.evaluation.PairedDifference;
import java.util.Collections;
import java.util.List;

/**
 * Right answers on labelled samples.
 *
 * @param floatRight for each sample, whether the float model's largest score is at its label
 * @param right the same of the quantized model
 */
public record Top1(List<Boolean> floatRight, List<Boolean> right) {

    /**
     * Copies the lists.
     *
     * @param floatRight for each sample, whether the float model's largest score is at its label
     * @param right the same of the quantized model
     */
    public Top1 {
        floatRight = List.copyOf(floatRight);
        right = List.copyOf(right);
    }

    /** {@return number of samples that the float model gets right} */
    public int floatCorrect() {
        return Collections.frequency(floatRight, true);
    }

    /** {@return number of samples that the quantized model gets right} */
    public int correct() {
        return Collections.frequency(right, true);
    }

    /** {@return the quantized model against the float one} */
    public PairedDifference againstFloat() {
        return difference(floatRight, right);
    }

    /**
     * {@return the quantized model against another one on the same samples}
     *
     * @param other of the same samples in the same order
     */
    public PairedDifference against(Top1 other) {
        return difference(other.right, right);
    }

    private static PairedDifference difference(List<Boolean> first, List<Boolean> second) {
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < first.size(); i++) {
            onlyFirst += first.get(i) && !second.get(i) ? 1 : 0;
            onlySecond += !first.get(i) && second.get(i) ? 1 : 0;
        }
        return PairedDifference.of(first.size(), onlyFirst, onlySecond);
    }
}
