// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.data.Dataset;
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
