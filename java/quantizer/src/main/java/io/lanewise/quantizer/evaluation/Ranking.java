// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

/**
 * The order of classes by score: higher scores first; of equal scores the lower class first, as arg max does; NaN last.
 */
final class Ranking {

    private Ranking() {}

    /** The class in first place. */
    static int best(float[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            if (precedes(scores, c, best)) {
                best = c;
            }
        }
        return best;
    }

    /** How many classes come before {@code label}: 0 for the best. */
    static int rank(float[] scores, int label) {
        int before = 0;
        for (int c = 0; c < scores.length; c++) {
            if (c != label && precedes(scores, c, label)) {
                before++;
            }
        }
        return before;
    }

    private static boolean precedes(float[] scores, int first, int second) {
        float a = scores[first];
        float b = scores[second];
        if (Float.isNaN(a) || Float.isNaN(b)) {
            return Float.isNaN(b) && (!Float.isNaN(a) || first < second);
        }
        return a > b || a == b && first < second;
    }
}
