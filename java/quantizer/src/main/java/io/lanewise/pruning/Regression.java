// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.quantizer.moments.InputMoments;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

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
    /** With C_KK; null where that is 0. */
    private final LinearSolverDense<DMatrixRMaj> solver;

    /** Of one group of a layer's inputs; {@code left} and {@code gone} are positions among them. */
    Regression(InputMoments moments, int group, int[] left, int[] gone) {
        this.covariance = moments.covariance(group);
        this.mean = moments.mean(group);
        this.left = left;
        this.gone = gone;
        this.solver = solver();
    }

    private double covariance(int row, int column) {
        return covariance[row * mean.length + column];
    }

    private LinearSolverDense<DMatrixRMaj> solver() {
        DMatrixRMaj matrix = new DMatrixRMaj(left.length, left.length);
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < left.length; j++) {
                matrix.set(i, j, covariance(left[i], left[j]));
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(left.length);
        // Of inputs that are all 0 there is nothing to solve, and nothing is told by them.
        return solver.setA(matrix) ? solver : null;
    }

    /** What is added to the weights of the inputs that are left, in their order, of a sum with these weights. */
    double[] weights(float[] all, int at) {
        DMatrixRMaj told = new DMatrixRMaj(left.length, 1);
        if (solver != null) {
            DMatrixRMaj sums = new DMatrixRMaj(left.length, 1);
            for (int i = 0; i < left.length; i++) {
                for (int input : gone) {
                    sums.data[i] += covariance(left[i], input) * all[at + input];
                }
            }
            solver.solve(sums, told);
        }
        return told.data;
    }
}
