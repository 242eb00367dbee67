// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limited-memory BFGS (J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and 7.5) with
 * backtracking until the value has fallen enough (their algorithm 3.1). It takes all examples at each step and draws
 * nothing at random: equal input gives equal results on every machine.
 */
final class Lbfgs {
    /** Steps that the curvature is estimated from; 3 to 20 are usual. */
    static final int HISTORY = 10;

    /** Share of the fall that the gradient promises with which a step is content. */
    private static final double SUFFICIENT = 1e-4;
    /** Halvings after which no lower value is to be found in this direction: rounding is all that is left. */
    private static final int MOST_HALVINGS = 40;

    /** One step: how the point and the gradient changed, and 1 / their product. */
    private record Step(double[] point, double[] gradient, double reciprocal) {}

    /** What came out: the point, the value there, how many steps it took, and whether the gradient is small enough. */
    record Minimum(double[] point, double value, int iterations, boolean converged) {}

    private Lbfgs() {}

    /**
     * Minimizes from where the function says to begin.
     *
     * @param tolerance largest magnitude of the gradient's elements with which it ends
     * @param mostIterations after which it ends
     * @param progress is told of each iteration
     */
    static Minimum minimize(Objective objective, double tolerance, int mostIterations, Progress progress) {
        double[] point = objective.start();
        int size = point.length;
        double[] gradient = new double[size];
        double value = objective.evaluate(point, gradient);
        Deque<Step> steps = new ArrayDeque<>();
        for (int iteration = 0; iteration < mostIterations; iteration++) {
            if (largest(gradient) <= tolerance) {
                return new Minimum(point, value, iteration, true);
            }
            double[] direction = direction(gradient, steps);
            double slope = dot(direction, gradient);
            double[] next = new double[size];
            double[] nextGradient = new double[size];
            // Nothing is known of the first step's length; later ones are Newton's, of length 1.
            double length = steps.isEmpty() ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
            double nextValue = Double.NaN;
            int halvings = 0;
            while (halvings <= MOST_HALVINGS) {
                for (int i = 0; i < size; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                nextValue = objective.evaluate(next, nextGradient);
                if (nextValue <= value + SUFFICIENT * length * slope) {
                    break;
                }
                length /= 2;
                halvings++;
            }
            if (halvings > MOST_HALVINGS) {
                return new Minimum(point, value, iteration, false);
            }
            remember(steps, difference(next, point), difference(nextGradient, gradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
            progress.iteration(iteration + 1, value);
        }
        return new Minimum(point, value, mostIterations, largest(gradient) <= tolerance);
    }

    /** Bytes of all vectors that are alive at once, for so many variables. */
    static long bytes(int size) {
        int vectors = 2 * HISTORY + 6;
        return (long) Double.BYTES * vectors * size;
    }

    /** Algorithm 7.4: minus the estimated inverse Hessian times the gradient. */
    private static double[] direction(double[] gradient, Deque<Step> steps) {
        double[] direction = gradient.clone();
        double[] shares = new double[steps.size()];
        int i = 0;
        for (Step step : steps) {
            shares[i] = step.reciprocal * dot(step.point, direction);
            add(direction, -shares[i], step.gradient);
            i++;
        }
        Step newest = steps.peekFirst();
        double scale = newest == null ? 1 : 1 / (newest.reciprocal * dot(newest.gradient, newest.gradient));
        for (int j = 0; j < direction.length; j++) {
            direction[j] *= -scale;
        }
        for (var oldestFirst = steps.descendingIterator(); oldestFirst.hasNext(); ) {
            Step step = oldestFirst.next();
            i--;
            add(direction, -shares[i] - step.reciprocal * dot(step.gradient, direction), step.point);
        }
        return direction;
    }

    /** Keeps a step, newest first, unless it says nothing of the curvature. */
    private static void remember(Deque<Step> steps, double[] point, double[] gradient) {
        double product = dot(point, gradient);
        if (product > Double.MIN_NORMAL) {
            if (steps.size() == HISTORY) {
                steps.removeLast();
            }
            steps.addFirst(new Step(point, gradient, 1 / product));
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    private static void add(double[] target, double factor, double[] values) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * values[i];
        }
    }

    private static double[] difference(double[] left, double[] right) {
        double[] difference = left.clone();
        add(difference, -1, right);
        return difference;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
