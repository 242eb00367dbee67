// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import java.util.Arrays;
import java.util.List;

/**
 * Multinomial logistic regression: the mean over the examples of -log p(class), where p is the softmax of the logits,
 * plus {@code l2 / 2} times the squares of what the weights differ from where they start, offsets left out (C. M.
 * Bishop, Pattern Recognition and Machine Learning, 2006, 4.3.4; the start is 0 there, and the weights of an earlier
 * training in X. Li and others, arXiv 1802.01483). Parameters are those of {@link LinearClassifier#fold}. With l2 above
 * 0 there is one optimum, but for a number that all offsets share.
 */
final class SoftmaxRegression implements Objective {
    private final List<byte[]> features;
    private final int[] classOf;
    private final int classes;
    private final double l2;
    private final Standardization standardization;
    private final double[] start;

    /**
     * {@code classOf} has the class of each row of {@code features}, 0 to {@code classes - 1}; {@code known} is what is
     * known of the first classes, or of none.
     */
    SoftmaxRegression(List<byte[]> features, int[] classOf, int classes, double l2, LinearClassifier known) {
        this.features = features;
        this.classOf = classOf;
        this.classes = classes;
        this.l2 = l2;
        this.standardization = Standardization.of(features);
        this.start = known.parameters(classes, standardization);
    }

    Standardization standardization() {
        return standardization;
    }

    @Override
    public double[] start() {
        return start.clone();
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        LinearClassifier classifier = LinearClassifier.fold(parameters, classes, standardization);
        Arrays.fill(gradient, 0);
        double[] residuals = new double[classes];
        double loss = 0;
        for (int i = 0; i < classOf.length; i++) {
            byte[] q = features.get(i);
            classifier.logits(q, residuals);
            loss -= logSoftmax(residuals, classOf[i]);
            accumulate(gradient, residuals, classOf[i], q);
        }
        return loss / classOf.length + finish(gradient, parameters);
    }

    /** Makes probabilities of logits in place and returns the logarithm of one. StrictMath is the same everywhere. */
    private static double logSoftmax(double[] values, int label) {
        double largest = Arrays.stream(values).max().orElseThrow();
        double shifted = values[label] - largest;
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            values[k] = StrictMath.exp(values[k] - largest);
            sum += values[k];
        }
        for (int k = 0; k < values.length; k++) {
            values[k] /= sum;
        }
        return shifted - StrictMath.log(sum);
    }

    /** Adds an example's share, by the integers themselves: {@link #finish} standardizes the sums. */
    private void accumulate(double[] gradient, double[] probabilities, int label, byte[] q) {
        for (int k = 0; k < classes; k++) {
            double residual = (probabilities[k] - (k == label ? 1 : 0)) / classOf.length;
            int row = k * q.length;
            for (int j = 0; j < q.length; j++) {
                gradient[row + j] += residual * q[j];
            }
            gradient[classes * q.length + k] += residual;
        }
    }

    /** Standardizes the sums, adds the regularization's share and returns what it costs. */
    private double finish(double[] gradient, double[] parameters) {
        int size = standardization.size();
        double squares = 0;
        for (int k = 0; k < classes; k++) {
            double residuals = gradient[classes * size + k];
            for (int j = 0; j < size; j++) {
                int at = k * size + j;
                double centred = gradient[at] - standardization.mean()[j] * residuals;
                double moved = parameters[at] - start[at];
                gradient[at] = centred * standardization.inverse()[j] + l2 * moved;
                squares += moved * moved;
            }
        }
        return l2 / 2 * squares;
    }
}
