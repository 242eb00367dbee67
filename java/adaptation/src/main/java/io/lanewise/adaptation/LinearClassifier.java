// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

/**
 * Logits that are linear in the integers of the features: {@code weights[k * features + j] * q[j] + offsets[k]}, summed
 * over j, for class k.
 */
record LinearClassifier(int classes, double[] weights, double[] offsets) {

    static final LinearClassifier NONE = new LinearClassifier(0, new double[0], new double[0]);

    /**
     * Folds standardized features into the weights.
     *
     * @param parameters a row of weights for each class, on standardized features, then an offset for each class
     */
    static LinearClassifier fold(double[] parameters, int classes, Standardization features) {
        int size = features.size();
        double[] weights = new double[classes * size];
        double[] offsets = new double[classes];
        for (int k = 0; k < classes; k++) {
            double offset = parameters[classes * size + k];
            for (int j = 0; j < size; j++) {
                double weight = parameters[k * size + j] * features.inverse()[j];
                weights[k * size + j] = weight;
                offset -= weight * features.mean()[j];
            }
            offsets[k] = offset;
        }
        return new LinearClassifier(classes, weights, offsets);
    }

    /** The parameters of which {@link #fold} makes this, for so many classes, the further ones 0. */
    double[] parameters(int allClasses, Standardization features) {
        int size = features.size();
        double[] parameters = new double[allClasses * (size + 1)];
        for (int k = 0; k < classes; k++) {
            double offset = offsets[k];
            for (int j = 0; j < size; j++) {
                double weight = weights[k * size + j];
                parameters[k * size + j] = weight / features.inverse()[j];
                offset += weight * features.mean()[j];
            }
            parameters[allClasses * size + k] = offset;
        }
        return parameters;
    }

    /** Writes the logits of an example into {@code logits}. */
    void logits(byte[] q, double[] logits) {
        for (int k = 0; k < classes; k++) {
            double sum = offsets[k];
            int row = k * q.length;
            for (int j = 0; j < q.length; j++) {
                sum += weights[row + j] * q[j];
            }
            logits[k] = sum;
        }
    }
}
