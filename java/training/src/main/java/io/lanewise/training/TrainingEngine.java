// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.data.LabelledSample;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** What computes gradients. It is found on the class path or module path as a service. */
public interface TrainingEngine {

    /**
     * {@return what trains a graph, from its own weights and biases on}
     *
     * @param graph for one sample; float, or what a conversion has made of such a graph: its integers as they are
     * @param settings how it is trained
     * @throws ModelException if an operator cannot be trained through; the message names it
     */
    Trainer trainer(Graph graph, TrainerSettings settings);

    /**
     * {@return what runs a float graph in batches}
     *
     * @param graph for one sample
     * @param batch how many samples it takes at once, at least 1
     * @throws ModelException if it has an operator that training does not know; the message names it
     */
    Teacher teacher(Graph graph, int batch);

    /**
     * {@return how what training computes of an integer graph agrees with what the runtime does, operator by operator
     * and end to end}
     *
     * @param graph of integers, for one sample
     * @param samples that it is run on
     * @throws ModelException if an operator cannot be trained through; the message names it
     */
    RuntimeAgreement compare(Graph graph, List<LabelledSample> samples);

    /**
     * {@return for the output of each layer with weights, by its index, the mean over batches of the square of the
     * loss's gradient by a factor of 1 behind each channel (Molchanov et al. 2019, Importance Estimation for Neural
     * Network Pruning, equation 8)}
     *
     * @param graph float, for one sample
     * @param settings of which the loss and the size of batches count
     * @param batches at least one
     * @throws ModelException if an operator cannot be trained through; the message names it
     */
    Map<Integer, float[]> channelScores(Graph graph, TrainerSettings settings, List<Batch> batches);

    /**
     * {@return for each constant with weights, by its index, the mean over batches of the square of each weight times
     * the loss's gradient by it (the same, for single weights)}
     *
     * @param graph float, for one sample
     * @param settings of which the loss, the size of batches and the masks count
     * @param batches at least one
     * @throws ModelException if an operator cannot be trained through; the message names it
     */
    Map<Integer, float[]> weightScores(Graph graph, TrainerSettings settings, List<Batch> batches);

    /**
     * {@return the engine that there is}
     *
     * @param loader that it is looked for with
     * @throws IllegalStateException if there is none
     */
    static TrainingEngine load(ClassLoader loader) {
        return ServiceLoader.load(TrainingEngine.class, loader)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no training engine on the class path; io.lanewise:lanewise-training-tensorflow is"
                                + " one, and needs org.tensorflow:tensorflow-core-native of the platform"));
    }
}
