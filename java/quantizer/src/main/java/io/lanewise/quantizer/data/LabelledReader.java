// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Samples of one reader with labels of another. */
final class LabelledReader implements SampleReader {
    private final String labelsName;
    private final DataType labelType;
    private final SampleReader samples;
    private final SampleReader labels;
    private int index = -1;
    private int label = NO_LABEL;

    private LabelledReader(Dataset labelled, SampleReader samples, SampleReader labels) {
        this.labelsName = labelled.name();
        this.labelType = labelled.type();
        this.samples = samples;
        this.labels = labels;
    }

    static LabelledReader open(Dataset samples, Dataset labels) throws IOException {
        SampleReader sampleReader = samples.open();
        try {
            return new LabelledReader(labels, sampleReader, labels.open());
        } catch (IOException | RuntimeException e) {
            sampleReader.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        boolean sample = samples.next();
        if (!labels.next() || !sample) {
            return false;
        }
        index++;
        double value = Elements.get(labelType, labels.data(), 0);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new DatasetException(
                    labelsName, "label " + index + " is " + (long) value + "; a label must be 0 to 2147483647");
        }
        label = (int) value;
        return true;
    }

    @Override
    public ByteBuffer data() {
        return samples.data();
    }

    @Override
    public int label() {
        return label;
    }

    @Override
    public void close() throws IOException {
        try (labels) {
            samples.close();
        }
    }
}
