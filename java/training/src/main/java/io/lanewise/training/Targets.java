// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.data.LabelledSample;
import java.util.ArrayList;
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
     * {@return the targets of the samples themselves, for each output}
     *
     * @param model with as many values at its outputs as each sample has targets
     * @throws IllegalArgumentException if softmax makes its only output, a row of classes; a batch, if one of its
     *     samples has more or fewer
     */
    static Targets values(Graph model) {
        JoinedOutputs outputs = JoinedOutputs.of(model);
        return (samples, inputs) -> Batch.joined(
                samples.stream().map(sample -> outputs.split(sample.targets())).toList());
    }

    /**
     * {@return the weighted mean of two targets, which for squared errors is to learn from both: w (y - a)^2 + (1 - w)
     * (y - b)^2 is (y - (w a + (1 - w) b))^2 plus w (1 - w) (a - b)^2, which no y changes}
     *
     * @param one of the two, a
     * @param weight of it, w, from 0 to 1
     * @param other the other, b
     */
    static Targets weightedMean(Targets one, float weight, Targets other) {
        return (samples, inputs) -> {
            List<float[]> ones = one.of(samples, inputs);
            List<float[]> others = other.of(samples, inputs);
            List<float[]> means = new ArrayList<>();
            for (int output = 0; output < ones.size(); output++) {
                float[] mean = new float[ones.get(output).length];
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = weight * ones.get(output)[i] + (1 - weight) * others.get(output)[i];
                }
                means.add(mean);
            }
            return means;
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
