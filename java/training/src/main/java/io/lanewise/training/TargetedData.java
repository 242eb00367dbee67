// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Samples with targets of another data set, both read in step.
 *
 * @param data the samples
 * @param targets of each, as many values as the outputs have
 */
record TargetedData(TrainingData data, Dataset targets) implements TrainingData {

    /** Samples with targets for the outputs of a model ({@link TrainingData#withTargets}). */
    static TargetedData of(TrainingData data, Dataset targets, JoinedOutputs outputs) throws DatasetException {
        if (targets.count() != data.count()) {
            throw new DatasetException(
                    targets.name(), "has targets for " + targets.count() + " samples, but there are " + data.count());
        }
        if (targets.shape().elements() != outputs.elements()) {
            throw new DatasetException(
                    targets.name(),
                    "has " + targets.shape().elements() + " values " + targets.shape() + " for each sample, but "
                            + outputs.expected());
        }
        return new TargetedData(data, targets);
    }

    @Override
    public int count() {
        return data.count();
    }

    @Override
    public Stream<LabelledSample> open() throws IOException {
        Stream<LabelledSample> samples = data.open();
        try {
            Tensor row = new Tensor(
                    "targets", DataType.FLOAT32, Shape.of(1, targets.shape().elements()), null, null);
            Stream<float[]> values = Preprocessing.NONE.stream(targets, List.of(row));
            Iterator<LabelledSample> pairs = new Pairs(targets.name(), samples.iterator(), values.iterator());
            return StreamSupport.stream(
                            Spliterators.spliterator(pairs, count(), Spliterator.ORDERED | Spliterator.NONNULL), false)
                    .onClose(samples::close)
                    .onClose(values::close);
        } catch (IOException | RuntimeException e) {
            samples.close();
            throw e;
        }
    }

    private static final class Pairs implements Iterator<LabelledSample> {
        private final String source;
        private final Iterator<LabelledSample> samples;
        private final Iterator<float[]> targets;
        private int index;

        Pairs(String source, Iterator<LabelledSample> samples, Iterator<float[]> targets) {
            this.source = source;
            this.samples = samples;
            this.targets = targets;
        }

        /** Both are asked: one that goes on after its last sample says so. */
        @Override
        public boolean hasNext() {
            return samples.hasNext() & targets.hasNext();
        }

        @Override
        public LabelledSample next() {
            LabelledSample sample = samples.next();
            float[] values = targets.next();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new UncheckedIOException(new DatasetException(
                            source, "target " + i + " of sample " + index + " is " + values[i] + ", no finite number"));
                }
            }
            index++;
            return new LabelledSample(sample.values(), sample.label(), values);
        }
    }
}
