// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

/** Sums up the differences between values and their reference, sample by sample. */
public final class ErrorMeter {
    private double references;
    private double values;
    private double products;
    private double errors;
    private double largest;
    private double smallestReference = Double.POSITIVE_INFINITY;
    private double largestReference = Double.NEGATIVE_INFINITY;
    private long count;

    /** One that has seen nothing yet. */
    public ErrorMeter() {}

    /**
     * Takes in one more sample.
     *
     * @param reference exact values, all finite
     * @param actual the values in their place, in the same order
     * @throws IllegalArgumentException if there are not as many values as references
     */
    public void add(float[] reference, float[] actual) {
        if (reference.length != actual.length) {
            throw new IllegalArgumentException(actual.length + " values for " + reference.length + " references");
        }
        for (int i = 0; i < reference.length; i++) {
            double r = reference[i];
            double v = actual[i];
            references += r * r;
            values += v * v;
            products += r * v;
            errors += (v - r) * (v - r);
            largest = Math.max(largest, Math.abs(v - r));
            smallestReference = Math.min(smallestReference, r);
            largestReference = Math.max(largestReference, r);
        }
        count += reference.length;
    }

    /**
     * {@return the error of all samples so far}
     *
     * @throws IllegalStateException if there are none
     */
    public TensorError error() {
        if (count == 0) {
            throw new IllegalStateException("no values to compare");
        }
        double cosine = references == 0 && values == 0
                ? 1
                : references == 0 || values == 0 ? 0 : products / Math.sqrt(references) / Math.sqrt(values);
        double peak = largestReference - smallestReference;
        return new TensorError(
                decibels(references, errors),
                Math.min(1, cosine),
                errors / count,
                decibels(peak * peak, errors / count),
                largest);
    }

    private static double decibels(double signal, double noise) {
        return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
    }
}
