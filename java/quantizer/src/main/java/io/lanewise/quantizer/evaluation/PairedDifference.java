// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two classifiers' accuracy on the same samples: only samples that one gets right and the other wrong tell them apart.
 *
 * @param samples number of samples
 * @param onlyFirst samples that only the first got right
 * @param onlySecond samples that only the second got right
 * @param difference accuracy of the second less that of the first
 * @param interval of the difference, by bootstrap
 * @param pValue of McNemar's exact test: how probable so uneven a split is if both are equally good
 */
public record PairedDifference(
        int samples, int onlyFirst, int onlySecond, double difference, Interval interval, double pValue) {
    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;

    /**
     * {@return the difference that these counts show}
     *
     * @param samples number of samples that both answered
     * @param onlyFirst how many of them only the first got right
     * @param onlySecond how many of them only the second got right
     * @throws IllegalArgumentException if they do not fit each other
     */
    public static PairedDifference of(int samples, int onlyFirst, int onlySecond) {
        if (samples <= 0 || onlyFirst < 0 || onlySecond < 0 || (long) onlyFirst + onlySecond > samples) {
            throw new IllegalArgumentException(onlyFirst + " and " + onlySecond + " of " + samples + " samples");
        }
        return new PairedDifference(
                samples,
                onlyFirst,
                onlySecond,
                (double) (onlySecond - onlyFirst) / samples,
                bootstrap(samples, onlyFirst, onlySecond),
                mcNemar(onlyFirst, onlySecond));
    }

    /** Two-sided: twice the probability of the smaller count or less among fair coin tosses, at most 1. */
    private static double mcNemar(int first, int second) {
        int tosses = first + second;
        double logProbability = -tosses * Math.log(2);
        double sum = 0;
        for (int k = 0; k <= Math.min(first, second); k++) {
            sum += Math.exp(logProbability);
            logProbability += Math.log(tosses - k) - Math.log(k + 1);
        }
        return Math.min(1, 2 * sum);
    }

    /**
     * The middle 95 % of the differences in samples drawn anew with replacement; the seed is fixed. The draws between
     * two that tell the classifiers apart are skipped: their number is distributed geometrically.
     */
    private static Interval bootstrap(int samples, int onlyFirst, int onlySecond) {
        int telling = onlyFirst + onlySecond;
        double logOthers = Math.log1p(-(double) telling / samples);
        SplittableRandom random = new SplittableRandom(1);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; telling > 0 && i < RESAMPLES; i++) {
            int difference = 0;
            for (double drawn = skip(random, logOthers); drawn < samples; drawn += 1 + skip(random, logOthers)) {
                difference += random.nextInt(telling) < onlyFirst ? -1 : 1;
            }
            differences[i] = (double) difference / samples;
        }
        Arrays.sort(differences);
        return new Interval(
                differences[(int) (TAIL * RESAMPLES)], differences[RESAMPLES - 1 - (int) (TAIL * RESAMPLES)]);
    }

    private static double skip(SplittableRandom random, double logOthers) {
        return Math.floor(Math.log1p(-random.nextDouble()) / logOthers);
    }
}
