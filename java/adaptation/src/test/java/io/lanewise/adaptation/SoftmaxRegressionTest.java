// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The loss and its gradient against the definition, written down plainly with central differences; the optimum, which
 * there is one of, against the gradient's being zero there.
 */
class SoftmaxRegressionTest {
    private static final int CLASSES = 3;
    private static final int SIZE = 4;
    private static final int EXAMPLES = 30;
    private static final double L2 = 0.05;

    private final Random random = new Random(1);
    private final List<byte[]> features = features();
    private final int[] classOf = random.ints(EXAMPLES, 0, CLASSES).toArray();

    private List<byte[]> features() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            byte[] q = new byte[SIZE];
            random.nextBytes(q);
            q[1] = (byte) random.nextInt(2); // by less than a step
            q[2] = -128; // never
            all.add(q);
        }
        return all;
    }

    private LinearClassifier known(int classes) {
        return new LinearClassifier(
                classes,
                random.doubles(classes * SIZE, -0.01, 0.01).toArray(),
                random.doubles(classes, -1, 1).toArray());
    }

    /** Mean of -log softmax on standardized features, and squares of the distance from the known weights. */
    private double definition(double[] parameters, LinearClassifier known) {
        double[][] standardized = new double[EXAMPLES][SIZE];
        double[] deviations = new double[SIZE];
        double[] means = new double[SIZE];
        for (int j = 0; j < SIZE; j++) {
            int at = j;
            double mean = features.stream().mapToInt(q -> q[at]).average().orElseThrow();
            double variance = features.stream()
                    .mapToDouble(q -> Math.pow(q[at] - mean, 2))
                    .average()
                    .orElseThrow();
            means[j] = mean;
            deviations[j] = Math.max(1, Math.sqrt(variance));
            for (int i = 0; i < EXAMPLES; i++) {
                standardized[i][j] = (features.get(i)[j] - mean) / deviations[j];
            }
        }
        double loss = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            double sum = 0;
            double own = 0;
            for (int k = 0; k < CLASSES; k++) {
                double logit = parameters[CLASSES * SIZE + k];
                for (int j = 0; j < SIZE; j++) {
                    logit += parameters[k * SIZE + j] * standardized[i][j];
                }
                sum += Math.exp(logit);
                own = k == classOf[i] ? logit : own;
            }
            loss += Math.log(sum) - own;
        }
        double squares = 0;
        for (int k = 0; k < CLASSES; k++) {
            for (int j = 0; j < SIZE; j++) {
                double old = k < known.classes() ? known.weights()[k * SIZE + j] * deviations[j] : 0;
                squares += Math.pow(parameters[k * SIZE + j] - old, 2);
            }
        }
        return loss / EXAMPLES + L2 / 2 * squares;
    }

    private double[] differences(double[] parameters, LinearClassifier known) {
        double step = 1e-5;
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < gradient.length; i++) {
            double[] above = parameters.clone();
            double[] below = parameters.clone();
            above[i] += step;
            below[i] -= step;
            gradient[i] = (definition(above, known) - definition(below, known)) / (2 * step);
        }
        return gradient;
    }

    @Test
    void lossAndGradientAreThoseOfTheDefinition() {
        for (int classes = 0; classes <= 2; classes++) {
            LinearClassifier known = known(classes);
            SoftmaxRegression regression = new SoftmaxRegression(features, classOf, CLASSES, L2, known);
            double[] parameters = random.doubles(CLASSES * (SIZE + 1), -2, 2).toArray();
            double[] gradient = new double[parameters.length];
            double loss = regression.evaluate(parameters, gradient);
            assertEquals(definition(parameters, known), loss, 1e-12);
            assertArrayEquals(differences(parameters, known), gradient, 1e-8);
        }
    }

    @Test
    void trainingEndsAtTheOptimum() {
        for (int classes = 0; classes <= 2; classes++) {
            LinearClassifier known = known(classes);
            SoftmaxRegression regression = new SoftmaxRegression(features, classOf, CLASSES, L2, known);
            List<Double> losses = new ArrayList<>();
            Lbfgs.Minimum minimum = Lbfgs.minimize(regression, 1e-6, 1000, (iteration, loss) -> losses.add(loss));
            assertTrue(minimum.converged());
            assertArrayEquals(new double[CLASSES * (SIZE + 1)], differences(minimum.point(), known), 2e-6);
            assertEquals(minimum.iterations(), losses.size());
            for (int i = 1; i < losses.size(); i++) {
                assertTrue(losses.get(i) <= losses.get(i - 1), losses::toString);
            }
        }
    }

    @Test
    void whatIsKnownIsTheStart() {
        LinearClassifier known = known(CLASSES);
        SoftmaxRegression regression = new SoftmaxRegression(features, classOf, CLASSES, L2, known);
        LinearClassifier start = LinearClassifier.fold(regression.start(), CLASSES, regression.standardization());
        assertArrayEquals(known.weights(), start.weights(), 1e-15);
        assertArrayEquals(known.offsets(), start.offsets(), 1e-12);
    }

    @Test
    void foldedWeightsGiveTheLogitsOfStandardizedFeatures() {
        Standardization standardization = Standardization.of(features);
        double[] parameters = random.doubles(CLASSES * (SIZE + 1), -2, 2).toArray();
        double[] logits = new double[CLASSES];
        LinearClassifier.fold(parameters, CLASSES, standardization).logits(features.get(3), logits);
        for (int k = 0; k < CLASSES; k++) {
            double expected = parameters[CLASSES * SIZE + k];
            for (int j = 0; j < SIZE; j++) {
                double z = (features.get(3)[j] - standardization.mean()[j])
                        * standardization.inverse()[j];
                expected += parameters[k * SIZE + j] * z;
            }
            assertEquals(expected, logits[k], 1e-12);
        }
    }
}
