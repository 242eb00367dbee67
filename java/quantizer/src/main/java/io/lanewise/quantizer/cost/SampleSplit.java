// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import io.lanewise.quantizer.calibration.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Parts samples, one after the other, into those to calibrate with and those to measure on: of {@value #FEWEST} and
 * more one in ten is kept out of calibration, {@value #LEAST} at least and {@value #MOST} at most; of fewer none. Holds
 * the samples kept out and as many of the others, for repairs; not more than 64 MiB of each, but for the least number.
 */
public final class SampleSplit {
    /** Fewer samples than these all calibrate. */
    public static final int FEWEST = 50;

    private static final int LEAST = 8;
    /** At most so many are kept out, and kept for repairs unless another number is given. */
    public static final int MOST = 64;

    private static final long MOST_BYTES = 64L << 20;
    /** So many in blocks of 6 come to the least number before there are {@value #FEWEST} samples. */
    private static final int FIRST = 6 * LEAST;
    /** From here on, one in ten comes to more than the least number. */
    private static final int SECOND = 10 * LEAST;

    private final boolean keepsOut;
    private final List<Calibration> calibrations;
    private final int repairSamples;
    private final Part out = new Part();
    private final Part in = new Part();
    private int samples;

    /** Samples and their labels. */
    private static final class Part {
        final List<float[]> samples = new ArrayList<>();
        final List<Integer> labels = new ArrayList<>();

        void add(float[] sample, int label) {
            samples.add(sample);
            if (label >= 0) {
                labels.add(label);
            }
        }

        boolean isFull(float[] sample, int most) {
            long fit = MOST_BYTES / Float.BYTES / Math.max(1, sample.length);
            return samples.size() >= Math.min(most, Math.max(LEAST, fit));
        }
    }

    /**
     * A split that has seen nothing yet.
     *
     * @param keepsOut whether samples are kept out of calibration at all
     * @param calibrations each gets the samples to calibrate with; none where only weights are quantized
     */
    public SampleSplit(boolean keepsOut, List<Calibration> calibrations) {
        this(keepsOut, calibrations, MOST);
    }

    /**
     * As the other constructor, with another number of samples to repair with.
     *
     * @param keepsOut whether some samples are kept out of calibration to measure on
     * @param calibrations take what is not kept out
     * @param repairSamples most samples to be kept to repair with
     */
    public SampleSplit(boolean keepsOut, List<Calibration> calibrations, int repairSamples) {
        this.keepsOut = keepsOut;
        this.calibrations = List.copyOf(calibrations);
        this.repairSamples = repairSamples;
    }

    /**
     * Takes the next sample, in a new array.
     *
     * @param sample values of the model's inputs ({@link io.lanewise.quantizer.data.JoinedInputs}), NHWC; kept, not
     *        copied
     * @param label its class, or below 0 for none
     * @throws IllegalArgumentException as {@link Calibration#add}
     */
    public void add(float[] sample, int label) {
        if (keepsOut && isKeptOut(samples) && !out.isFull(sample, MOST)) {
            calibrations.forEach(calibration -> calibration.keepOut(sample));
            out.add(sample, label);
        } else {
            calibrate(sample, label);
        }
        samples++;
    }

    /** After the last sample: where they were few, all calibrate. */
    public void finish() {
        if (samples < FEWEST) {
            for (int i = 0; i < out.samples.size(); i++) {
                calibrate(out.samples.get(i), out.labels.isEmpty() ? -1 : out.labels.get(i));
            }
            out.samples.clear();
            out.labels.clear();
        }
    }

    private void calibrate(float[] sample, int label) {
        calibrations.forEach(calibration -> calibration.addJoined(sample));
        if (!in.isFull(sample, repairSamples)) {
            in.add(sample, label);
        }
    }

    /**
     * One of each block, at a place that changes from block to block: where classes take turns, every tenth is one
     * class.
     */
    private static boolean isKeptOut(int sample) {
        int size = sample < FIRST ? FIRST / LEAST : SECOND / LEAST;
        return (sample < FIRST || sample >= SECOND)
                && sample % size == new SplittableRandom(sample / size).nextInt(size);
    }

    /** {@return number of samples} */
    public int samples() {
        return samples;
    }

    /** {@return the samples kept out, or where there are none the first of those that calibrate} */
    public MeasuredSamples measured() {
        Part part = out.samples.isEmpty() ? in : out;
        return new MeasuredSamples(part.samples, part.labels, part == out);
    }

    /** {@return the first of the samples that calibrate} */
    public List<float[]> calibrated() {
        return List.copyOf(in.samples);
    }
}
