// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.quantizer.moments.InputMoments;

/**
 * How inputs that are left tell what inputs that are gone would have been: of all linear functions of those that are
 * left, the one of the least mean squared error. With covariances C of those left (K) and gone (R) a sum {@code w x_R}
 * has weights {@code C_KK^-1 C_KR w} for x_K, less their means. Solved by Cholesky's decomposition.
 */
final class Regression {
    private final double[] covariance;
    private final double[] mean;
    private final int[] left;
    private final int[] gone;
    /** Lower triangle of the root of C_KK. */
    private final double[][] root;

    /** Of one group of a layer's inputs; {@code left} and {@code gone} are positions among them. */
    Regression(InputMoments moments, int group, int[] left, int[] gone) {
        this.covariance = moments.covariance(group);
        this.mean = moments.mean(group);
        this.left = left;
        this.gone = gone;
        this.root = root();
    }

    private double covariance(int row, int column) {
        return covariance[row * mean.length + column];
    }

    private double[][] root() {
        double[][] lower = new double[left.length][];
        for (int i = 0; i < left.length; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double rest = covariance(left[i], left[j]) - dot(lower[i], lower[j], j);
                // Inputs that never change have no variance, and nothing is told by them.
                lower[i][j] = i == j ? Math.sqrt(Math.max(rest, Double.MIN_NORMAL)) : rest / lower[j][j];
            }
        }
        return lower;
    }

    private static double dot(double[] ones, double[] others, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += ones[k] * others[k];
        }
        return sum;
    }

    /** What is added to the weights of the inputs that are left, in their order, of a sum with these weights. */
    double[] weights(float[] all, int at) {
        double[] solved = new double[left.length];
        for (int i = 0; i < solved.length; i++) {
            double sum = 0;
            for (int input : gone) {
                sum += covariance(left[i], input) * all[at + input];
            }
            solved[i] = (sum - dot(root[i], solved, i)) / root[i][i];
        }
        for (int i = solved.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < solved.length; k++) {
                solved[i] -= root[k][i] * solved[k];
            }
            solved[i] /= root[i][i];
        }
        return solved;
    }
}
