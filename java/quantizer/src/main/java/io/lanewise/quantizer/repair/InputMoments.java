// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.instructions.WindowGeometry;
import io.lanewise.instructions.convolution.Patches;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sums of x xᵀ over the inputs x that weights are multiplied with, one matrix for each group of input channels: all
 * that is to be known of them to tell the squared error of a sum of products with other weights. Of each sample a few
 * output cells chosen at random count, the same in each run.
 */
final class InputMoments {
    private static final int CELLS = 256;
    /** Share of the mean diagonal that is added to the diagonal, so that few samples do not decide alone. */
    private static final double DAMPING = 0.01;

    private final Patches patches;
    private final float[] patch;
    private final double[][] sums;

    InputMoments(WindowGeometry window) {
        this.patches = new Patches(window, new float[window.groupInputChannels()]);
        this.patch = new float[patches.depth()];
        this.sums = new double[window.groups()][patches.depth() * patches.depth()];
    }

    /** Bytes that the sums of such a window take. */
    static long bytes(WindowGeometry window) {
        long depth = (long) window.kernelHeight() * window.kernelWidth() * window.groupInputChannels();
        return Double.BYTES * depth * depth * window.groups();
    }

    /** Adds a sample's input, NHWC. */
    void add(float[] input, int sample) {
        WindowGeometry window = patches.window();
        int image = window.outputHeight() * window.outputWidth();
        int cells = window.batch() * image;
        SplittableRandom random = new SplittableRandom(sample);
        IntStream chosen = cells <= CELLS ? IntStream.range(0, cells) : random.ints(CELLS, 0, cells);
        chosen.forEach(cell -> {
            for (int group = 0; group < sums.length; group++) {
                patches.gather(
                        input,
                        0,
                        cell / image,
                        cell % image / window.outputWidth(),
                        cell % window.outputWidth(),
                        group,
                        patch);
                addPatch(sums[group]);
            }
        });
    }

    /** Number of groups of input channels. */
    int groups() {
        return sums.length;
    }

    /** The upper triangle alone. */
    private void addPatch(double[] matrix) {
        int depth = patch.length;
        for (int i = 0; i < depth; i++) {
            double x = patch[i];
            for (int j = x == 0 ? depth : i; j < depth; j++) {
                matrix[i * depth + j] += x * patch[j];
            }
        }
    }

    /** The matrix of a group, whole and damped; nothing may be added afterwards. */
    double[] matrix(int group) {
        int depth = patch.length;
        double[] matrix = sums[group];
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
        return matrix;
    }
}
