// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.util.List;

/**
 * Samples of one element type and shape in a fixed order, each read when it is asked for. Immutable.
 *
 * @param name where the samples come from, for messages; a file name for files
 * @param type element type of the samples
 * @param shape shape of one sample, without a batch dimension
 * @param count number of samples
 * @param labelled whether every sample has a label
 * @param classNames names of the classes, by label; empty where only numbers are known
 * @param opener starts a pass; gives {@code count} samples
 * @param parts of samples for several inputs, those of each, whose bytes lie in a row; else empty
 */
public record Dataset(
        String name,
        DataType type,
        Shape shape,
        int count,
        boolean labelled,
        List<String> classNames,
        Opener opener,
        List<Dataset> parts) {

    /** Starts a pass over the samples. */
    @FunctionalInterface
    public interface Opener {
        /**
         * {@return a reader before the first sample, to be closed}
         *
         * @throws IOException if the data cannot be opened
         */
        SampleReader open() throws IOException;
    }

    /**
     * Copies the lists.
     *
     * @param name where the samples come from, for messages; a file name for files
     * @param type element type of the samples
     * @param shape shape of one sample, without a batch dimension
     * @param count number of samples
     * @param labelled whether every sample has a label
     * @param classNames names of the classes, by label; empty where only numbers are known
     * @param opener starts a pass; gives {@code count} samples
     * @param parts those of each input, where there are several
     */
    public Dataset {
        classNames = List.copyOf(classNames);
        parts = List.copyOf(parts);
    }

    /**
     * Samples for one input.
     *
     * @param name where the samples come from, for messages; a file name for files
     * @param type element type of the samples
     * @param shape shape of one sample, without a batch dimension
     * @param count number of samples
     * @param labelled whether every sample has a label
     * @param classNames names of the classes, by label; empty where only numbers are known
     * @param opener starts a pass; gives {@code count} samples
     */
    public Dataset(
            String name,
            DataType type,
            Shape shape,
            int count,
            boolean labelled,
            List<String> classNames,
            Opener opener) {
        this(name, type, shape, count, labelled, classNames, opener, List.of());
    }

    /**
     * {@return samples for several inputs of a model, which go together by index} Labels and names of classes are those
     * of the first part that has some.
     *
     * @param parts the samples of each input, in the model's order; one alone is itself
     * @throws DatasetException if they are not equally many
     */
    public static Dataset join(List<Dataset> parts) throws DatasetException {
        return parts.size() == 1 ? parts.get(0) : JoinedSamples.of(parts);
    }

    /** {@return the samples of each input: these, or the parts they are joined of} */
    public List<Dataset> inputs() {
        return parts.isEmpty() ? List.of(this) : parts;
    }

    /**
     * Starts a pass from the first sample. Any number of readers may be open at once.
     *
     * @return a reader before the first sample, to be closed
     * @throws IOException if the data cannot be opened
     */
    public SampleReader open() throws IOException {
        return opener.open();
    }

    /**
     * {@return the first {@code limit} of these samples, or all where there are fewer}
     *
     * @param limit most samples
     * @throws IllegalArgumentException if {@code limit} is below 1
     */
    public Dataset limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit must be at least 1 sample, got " + limit);
        }
        return limit >= count
                ? this
                : new Dataset(
                        name,
                        type,
                        shape,
                        limit,
                        labelled,
                        classNames,
                        () -> new LimitedReader(opener.open(), limit),
                        parts);
    }

    /**
     * {@return these samples with the labels of another data set, one integer each, in the same order}
     *
     * @param labels samples of one integer each
     * @throws DatasetException if the counts differ or {@code labels} does not hold one integer for each sample
     */
    public Dataset withLabels(Dataset labels) throws DatasetException {
        if (labels.type == DataType.FLOAT32 || labels.shape.elements() != 1) {
            throw new DatasetException(
                    labels.name,
                    "labels must be one integer for each sample, got " + labels.type.label() + labels.shape);
        }
        if (labels.count != count) {
            throw new DatasetException(labels.name, labels.count + " labels for the " + count + " samples of " + name);
        }
        return new Dataset(name, type, shape, count, true, classNames, () -> LabelledReader.open(this, labels), parts);
    }

    /**
     * {@return these samples with names for their classes}
     *
     * @param names by label; empty for none
     */
    public Dataset withClassNames(List<String> names) {
        return new Dataset(name, type, shape, count, labelled, names, opener, parts);
    }
}
