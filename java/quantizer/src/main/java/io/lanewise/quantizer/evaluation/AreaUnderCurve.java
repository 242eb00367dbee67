// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.Arrays;

/**
 * Area under the ROC curve of each class against the rest: how probable it is that a sample of the class has a higher
 * score for it than another sample, ties counting half (Mann-Whitney). Keeps every score, 4 bytes each, as long as
 * there are at most {@value #MOST_SCORES}; beyond, there is no area.
 */
final class AreaUnderCurve {
    private static final int MOST_SCORES = 1 << 24;

    /** Scores of each class, and in the order of the samples their labels. */
    private final float[][] scores;

    private int[] labels = new int[0];
    private int samples;
    private boolean tooMany;

    AreaUnderCurve(int classes) {
        this.scores = new float[classes][0];
    }

    void add(float[] sampleScores, int label) {
        if ((samples + 1L) * scores.length > MOST_SCORES) {
            tooMany = true;
            Arrays.fill(scores, new float[0]);
            return;
        }
        if (samples == labels.length) {
            int capacity = Math.max(256, samples + samples / 2);
            labels = Arrays.copyOf(labels, capacity);
            for (int c = 0; c < scores.length; c++) {
                scores[c] = Arrays.copyOf(scores[c], capacity);
            }
        }
        labels[samples] = label;
        for (int c = 0; c < scores.length; c++) {
            scores[c][samples] = sampleScores[c];
        }
        samples++;
    }

    /**
     * Mean over the classes that some samples have and others have not; null if there is none such, or too many scores.
     */
    Double macro() {
        if (tooMany) {
            return null;
        }
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < scores.length; c++) {
            double area = of(c);
            if (!Double.isNaN(area)) {
                sum += area;
                classes++;
            }
        }
        return classes == 0 ? null : Double.valueOf(sum / classes);
    }

    /** NaN where all samples are of the class or none is. */
    private double of(int label) {
        float[] inside = new float[samples];
        float[] outside = new float[samples];
        int positives = 0;
        for (int i = 0; i < samples; i++) {
            if (labels[i] == label) {
                inside[positives++] = scores[label][i];
            } else {
                outside[i - positives] = scores[label][i];
            }
        }
        int negatives = samples - positives;
        Arrays.sort(inside, 0, positives);
        Arrays.sort(outside, 0, negatives);
        double above = 0;
        int lower = 0;
        int notHigher = 0;
        for (int i = 0; i < positives; i++) {
            while (lower < negatives && outside[lower] < inside[i]) {
                lower++;
            }
            while (notHigher < negatives && outside[notHigher] <= inside[i]) {
                notHigher++;
            }
            above += (lower + notHigher) / 2.0;
        }
        return above / positives / negatives;
    }
}
