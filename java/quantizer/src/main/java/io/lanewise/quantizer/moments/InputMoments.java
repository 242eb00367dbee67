// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.moments;

import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.convolution.Patches;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sums of x and of x xᵀ over the inputs x that weights are multiplied with, one matrix for each group of input
 * channels: all that is to be known of them to tell the squared error of a sum of products with other weights. Of each
 * sample a few output cells chosen at random count, the same in each run.
 */
public final class InputMoments implements InputReader {
    /** Share of the mean diagonal that is added to the diagonal, so that few samples do not decide alone. */
    private static final double DAMPING = 0.01;

    private final Patches patches;
    private final float[] patch;
    private final int cells;
    private final double[][] sums;
    private final double[][] firsts;
    private long count;
    /** Whether matrices have their lower triangles, too, and are damped. */
    private boolean whole;

    /** Of nothing yet; {@code cells} of a sample count at most. */
    public InputMoments(WindowGeometry window, int cells) {
        this.patches = new Patches(window, new float[window.groupInputChannels()]);
        this.patch = new float[patches.depth()];
        this.cells = cells;
        this.sums = new double[window.groups()][patches.depth() * patches.depth()];
        this.firsts = new double[window.groups()][patches.depth()];
    }

    /** Bytes that the sums of such a window take. */
    public static long bytes(WindowGeometry window) {
        long depth = (long) window.kernelHeight() * window.kernelWidth() * window.groupInputChannels();
        return Double.BYTES * depth * depth * window.groups();
    }

    /** Adds a sample's input, NHWC. */
    @Override
    public void add(float[] input, int sample) {
        if (whole) {
            throw new IllegalStateException("the matrices are complete");
        }
        WindowGeometry window = patches.window();
        int image = window.outputHeight() * window.outputWidth();
        int all = window.batch() * image;
        SplittableRandom random = new SplittableRandom(sample);
        IntStream chosen = all <= cells ? IntStream.range(0, all) : random.ints(cells, 0, all);
        chosen.forEach(cell -> {
            count++;
            for (int group = 0; group < sums.length; group++) {
                patches.gather(
                        input,
                        0,
                        cell / image,
                        cell % image / window.outputWidth(),
                        cell % window.outputWidth(),
                        group,
                        patch);
                addPatch(sums[group], firsts[group]);
            }
        });
    }

    /** Number of groups of input channels. */
    public int groups() {
        return sums.length;
    }

    /** The upper triangle alone. */
    private void addPatch(double[] matrix, double[] first) {
        int depth = patch.length;
        for (int i = 0; i < depth; i++) {
            double x = patch[i];
            first[i] += x;
            for (int j = x == 0 ? depth : i; j < depth; j++) {
                matrix[i * depth + j] += x * patch[j];
            }
        }
    }

    /** The matrix of a group, whole and damped; nothing may be added afterwards. */
    public double[] matrix(int group) {
        if (!whole) {
            for (double[] matrix : sums) {
                complete(matrix);
            }
            whole = true;
        }
        return sums[group];
    }

    private void complete(double[] matrix) {
        int depth = patch.length;
        double trace = 0;
        for (int i = 0; i < depth; i++) {
            trace += matrix[i * depth + i];
        }
        for (int i = 0; i < depth; i++) {
            matrix[i * depth + i] += DAMPING * trace / depth;
            for (int j = 0; j < i; j++) {
                matrix[i * depth + j] = matrix[j * depth + i];
            }
        }
    }

    /** The mean of each input of a group. */
    public double[] mean(int group) {
        return Arrays.stream(firsts[group]).map(sum -> sum / count).toArray();
    }

    /** How the inputs of a group go with each other: the {@link #matrix}'s mean, less what their means make up. */
    public double[] covariance(int group) {
        double[] mean = mean(group);
        double[] matrix = matrix(group);
        double[] covariance = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            covariance[i] = matrix[i] / count - mean[i / mean.length] * mean[i % mean.length];
        }
        return covariance;
    }
}
