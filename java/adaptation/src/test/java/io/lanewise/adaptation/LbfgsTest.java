// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LbfgsTest {

    /** H. H. Rosenbrock's valley of 1960, from where it is usually begun. */
    private static final Objective ROSENBROCK = new Objective() {
        @Override
        public double[] start() {
            return new double[] {-1.2, 1};
        }

        @Override
        public double evaluate(double[] at, double[] gradient) {
            double bend = at[1] - at[0] * at[0];
            gradient[0] = -400 * at[0] * bend - 2 * (1 - at[0]);
            gradient[1] = 200 * bend;
            return 100 * bend * bend + (1 - at[0]) * (1 - at[0]);
        }
    };

    @Test
    void findsTheEndOfRosenbrocksValley() {
        Lbfgs.Minimum minimum = Lbfgs.minimize(ROSENBROCK, 1e-8, 1000, (iteration, value) -> {});
        assertTrue(minimum.converged());
        assertArrayEquals(new double[] {1, 1}, minimum.point(), 1e-7);
        // Implementations with the same history take 30 to 50.
        assertTrue(minimum.iterations() < 60, minimum.iterations() + " iterations");
    }

    @Test
    void manyVariablesOfVeryDifferentCurvature() {
        int size = 100;
        Objective quadratic = new Objective() {
            @Override
            public double[] start() {
                return new double[size];
            }

            @Override
            public double evaluate(double[] at, double[] gradient) {
                double value = 0;
                for (int i = 0; i < size; i++) {
                    double curvature = 1 + i * i;
                    gradient[i] = curvature * (at[i] - i);
                    value += curvature / 2 * (at[i] - i) * (at[i] - i);
                }
                return value;
            }
        };
        Lbfgs.Minimum minimum = Lbfgs.minimize(quadratic, 1e-6, 1000, (iteration, value) -> {});
        assertTrue(minimum.converged());
        for (int i = 0; i < size; i++) {
            assertEquals(i, minimum.point()[i], 1e-6);
        }
    }

    @Test
    void endsWhenItMay() {
        Lbfgs.Minimum minimum = Lbfgs.minimize(ROSENBROCK, 1e-8, 3, (iteration, value) -> {});
        assertEquals(3, minimum.iterations());
        assertFalse(minimum.converged());
    }
}
