// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.tensor.Quantization;
import java.util.List;

/** From what was trained on integers to a layer on the reals that they stand for, and to its integers. */
final class TrainedLayer {

    private TrainedLayer() {}

    /**
     * The integers of a trained layer.
     *
     * @param head whose place it takes; as many scales as that has, so that what runs the old file runs the new one
     * @param examples the features whose logits say what the integers of the logits are to hold
     */
    static IntegerLayer quantize(LinearClassifier trained, Head head, List<byte[]> examples) {
        Quantization input = head.featuresTensor().quantization();
        int classes = trained.classes();
        int size = trained.weights().length / classes;
        float[] weights = new float[classes * size];
        float[] bias = new float[classes];
        for (int k = 0; k < classes; k++) {
            // q = real / scale + zero point.
            double constant = trained.offsets()[k];
            for (int i = k * size; i < (k + 1) * size; i++) {
                weights[i] = (float) (trained.weights()[i] / input.scale());
                constant += trained.weights()[i] * input.zeroPoint();
            }
            bias[k] = (float) constant;
        }
        double minimum = 0;
        double maximum = 0;
        double[] logits = new double[classes];
        for (byte[] q : examples) {
            trained.logits(q, logits);
            for (double logit : logits) {
                minimum = Math.min(minimum, logit);
                maximum = Math.max(maximum, logit);
            }
        }
        int scales = head.isPerChannel() ? classes : 1;
        return IntegerLayer.of(weights, bias, scales, input.scale(), (float) minimum, (float) maximum);
    }
}
