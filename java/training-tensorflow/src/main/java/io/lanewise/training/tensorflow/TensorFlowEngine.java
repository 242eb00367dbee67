// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.Batch;
import io.lanewise.training.RuntimeAgreement;
import io.lanewise.training.Teacher;
import io.lanewise.training.Trainer;
import io.lanewise.training.TrainerSettings;
import io.lanewise.training.TrainingEngine;
import java.util.List;
import java.util.Map;

/** TensorFlow, on one thread for each network. */
public final class TensorFlowEngine implements TrainingEngine {

    /** An engine without state. */
    public TensorFlowEngine() {}

    @Override
    public Trainer trainer(Graph graph, TrainerSettings settings) {
        return new TensorFlowTrainer(graph, settings);
    }

    @Override
    public Teacher teacher(Graph graph, int batch) {
        return new TensorFlowTeacher(graph, batch);
    }

    @Override
    public RuntimeAgreement compare(Graph graph, List<LabelledSample> samples) {
        return RuntimeCheck.of(graph, samples);
    }

    @Override
    public Map<Integer, float[]> channelScores(Graph graph, TrainerSettings settings, List<Batch> batches) {
        return TaylorScores.ofChannels(graph, settings, batches);
    }

    @Override
    public Map<Integer, float[]> weightScores(Graph graph, TrainerSettings settings, List<Batch> batches) {
        return TaylorScores.ofWeights(graph, settings, batches);
    }
}
