// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.TrainingData;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model is trained on: all but the last samples, which choose the best pass.
 *
 * @param name of the samples
 * @param data all of them
 * @param targets whether they have targets
 * @param keptOut how many of the last are not trained on
 */
record TrainingSamples(String name, TrainingData data, boolean targets, int keptOut) {
    private static final int MOST_KEPT_OUT = 1000;

    /** {@code keptOut}: null for a tenth. */
    static TrainingSamples of(String name, TrainingData data, boolean targets, Integer keptOut, int batch)
            throws DatasetException {
        int kept = keptOut == null ? Math.max(1, Math.min(MOST_KEPT_OUT, data.count() / 10)) : keptOut;
        if (data.count() - kept < batch) {
            throw new DatasetException(
                    name,
                    data.count() + " samples: " + kept + " are kept out to choose by, and a batch needs " + batch);
        }
        return new TrainingSamples(name, data, targets, kept);
    }

    int trainedOn() {
        return data.count() - keptOut;
    }

    TrainingData toTrainOn() {
        return data.limit(trainedOn());
    }

    List<LabelledSample> toChooseBy() throws IOException {
        try (Stream<LabelledSample> all = data.open()) {
            return all.skip(trainedOn()).toList();
        }
    }
}
