// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.instructions.WindowGeometry;
import io.lanewise.quantizer.moments.InputMoments;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the two normal equations of two inputs that are left, solved by Cramer's rule. */
class RegressionTest {
    private static final int ROWS = 300;

    @Test
    void isThatOfTheNormalEquations() {
        float[] rows = new float[ROWS * 4];
        Random random = new Random(1);
        for (int r = 0; r < ROWS; r++) {
            rows[r * 4] = (float) random.nextGaussian() + 3;
            rows[r * 4 + 1] = (float) random.nextGaussian() - 1;
            rows[r * 4 + 2] = rows[r * 4] + 0.5f * (float) random.nextGaussian();
            rows[r * 4 + 3] = rows[r * 4] - 2 * rows[r * 4 + 1] + (float) random.nextGaussian();
        }
        InputMoments moments = new InputMoments(WindowGeometry.ofRows(ROWS, 4, 1), ROWS);
        moments.add(rows, 0);
        float[] weights = {7, 0.5f, 7, -2};
        double[] told = new Regression(moments, 0, new int[] {0, 2}, new int[] {1, 3}).weights(weights, 0);

        // One percent of the mean square is added to each variance.
        double damping = 0;
        for (float x : rows) {
            damping += 0.01 * x * x / rows.length;
        }
        double a = covariance(rows, 0, 0) + damping;
        double b = covariance(rows, 0, 2);
        double d = covariance(rows, 2, 2) + damping;
        double first = 0.5 * covariance(rows, 0, 1) - 2 * covariance(rows, 0, 3);
        double second = 0.5 * covariance(rows, 2, 1) - 2 * covariance(rows, 2, 3);
        double determinant = a * d - b * b;
        assertEquals((first * d - second * b) / determinant, told[0], 1e-6);
        assertEquals((second * a - first * b) / determinant, told[1], 1e-6);
    }

    private static double covariance(float[] rows, int i, int j) {
        double sum = 0;
        double ones = 0;
        double others = 0;
        for (int r = 0; r < ROWS; r++) {
            sum += (double) rows[r * 4 + i] * rows[r * 4 + j];
            ones += rows[r * 4 + i];
            others += rows[r * 4 + j];
        }
        return sum / ROWS - ones / ROWS * others / ROWS;
    }

    /** A dead channel tells nothing, and what is gone may be dead. */
    @Test
    void bearsInputsThatNeverChange() {
        float[] rows = new float[ROWS * 3];
        for (int r = 0; r < ROWS; r++) {
            rows[r * 3 + 1] = r % 7;
        }
        InputMoments moments = new InputMoments(WindowGeometry.ofRows(ROWS, 3, 1), ROWS);
        moments.add(rows, 0);
        float[] weights = {1, 1, 1};
        assertEquals(0, new Regression(moments, 0, new int[] {0, 1}, new int[] {2}).weights(weights, 0)[1]);
        InputMoments none = new InputMoments(WindowGeometry.ofRows(ROWS, 3, 1), ROWS);
        none.add(new float[ROWS * 3], 0);
        assertArrayEquals(new double[2], new Regression(none, 0, new int[] {0, 1}, new int[] {2}).weights(weights, 0));
    }
}
