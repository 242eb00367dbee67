// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.data.LabelledSample;
import java.util.List;

/** What a batch is compared with. */
@FunctionalInterface
public interface Targets {

    /**
     * {@return as many arrays as the loss asks for ({@link Loss#targets}), each sample after sample}
     *
     * @param samples as they were read
     * @param inputs for each input of the graph the values of all samples, as they are trained on
     */
    List<float[]> of(List<LabelledSample> samples, List<float[]> inputs);

    /**
     * {@return 1 for the class of each sample and 0 for the others}
     *
     * @param classes how many there are
     */
    static Targets labels(int classes) {
        return (samples, inputs) -> {
            float[] targets = new float[samples.size() * classes];
            for (int i = 0; i < samples.size(); i++) {
                int label = samples.get(i).label();
                if (label < 0 || label >= classes) {
                    throw new IllegalArgumentException(
                            "label " + label + " is none of the " + classes + " classes, 0 to " + (classes - 1));
                }
                targets[i * classes + label] = 1;
            }
            return List.of(targets);
        };
    }

    /**
     * {@return the outputs of a network}
     *
     * @param teacher takes the same inputs, in batches of the same size
     */
    static Targets outputs(Teacher teacher) {
        return (samples, inputs) -> teacher.outputs(inputs);
    }

    /**
     * {@return what softmax makes of a network's logits}
     *
     * @param teacher takes the same inputs, in batches of the same size
     * @param temperature that the logits are divided by, above 0
     */
    static Targets probabilities(Teacher teacher, float temperature) {
        return (samples, inputs) -> {
            float[] logits = teacher.logits(inputs);
            int classes = logits.length / samples.size();
            for (int i = 0; i < samples.size(); i++) {
                Probabilities.replace(logits, i * classes, classes, temperature);
            }
            return List.of(logits);
        };
    }
}
