// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Samples that are read anew in each pass, always in the same order. */
public interface TrainingData {

    /** {@return how many samples a pass has} */
    int count();

    /**
     * {@return the samples of a pass, to be closed}
     *
     * @throws IOException if they cannot be opened; one that cannot be read ends the stream with an
     *         {@link java.io.UncheckedIOException}
     */
    Stream<LabelledSample> open() throws IOException;

    /**
     * {@return the first of these samples, or all where there are not as many}
     *
     * @param most how many
     * @throws IllegalArgumentException if none were left
     */
    default TrainingData limit(int most) {
        if (most >= count()) {
            return this;
        }
        if (most < 1) {
            throw new IllegalArgumentException("a limit must be at least 1 sample, got " + most);
        }
        TrainingData all = this;
        return new TrainingData() {
            @Override
            public int count() {
                return most;
            }

            @Override
            public Stream<LabelledSample> open() throws IOException {
                return all.open().limit(most);
            }
        };
    }

    /**
     * {@return these samples with what the outputs of a model that classifies nothing should be} They are read in step
     * with the samples, and taken as they are stored.
     *
     * @param targets for each sample, in the same order, the values of all outputs, one output after the other
     * @param model with these outputs
     * @throws DatasetException if there are not as many as samples, or not as many values as the outputs have; one that
     *     is no finite number ends a pass with an {@link java.io.UncheckedIOException}
     * @throws IllegalArgumentException if softmax makes the model's only output, a row of classes: these learn from
     *     labels
     */
    default TrainingData withTargets(Dataset targets, Graph model) throws DatasetException {
        return TargetedData.of(this, targets, JoinedOutputs.of(model));
    }

    /**
     * {@return samples in memory}
     *
     * @param samples each with the values of all inputs ({@link io.lanewise.quantizer.data.JoinedInputs})
     */
    static TrainingData of(List<LabelledSample> samples) {
        List<LabelledSample> copy = List.copyOf(samples);
        return new TrainingData() {
            @Override
            public int count() {
                return copy.size();
            }

            @Override
            public Stream<LabelledSample> open() {
                return copy.stream();
            }
        };
    }

    /**
     * {@return samples of files, each read when it is its turn}
     *
     * @param samples as they are stored
     * @param preprocessing from stored values to those that the model takes
     * @param inputs the model's
     */
    static TrainingData of(Dataset samples, Preprocessing preprocessing, List<Tensor> inputs) {
        return new TrainingData() {
            @Override
            public int count() {
                return samples.count();
            }

            @Override
            public Stream<LabelledSample> open() throws IOException {
                return preprocessing.labelled(samples, inputs);
            }
        };
    }
}
