// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** Softmax of logits. */
final class Probabilities {

    private Probabilities() {}

    /** Puts {@code exp(z / temperature)}, over its sum, in the place of each logit of a row. */
    static void replace(float[] logits, int from, int classes, float temperature) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + classes; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + classes; i++) {
            sum += Math.exp((logits[i] - largest) / temperature);
        }
        for (int i = from; i < from + classes; i++) {
            logits[i] = (float) (Math.exp((logits[i] - largest) / temperature) / sum);
        }
    }
}
