// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Samples of several data sets, one for each input of a model, that go together by index: their bytes in a row. */
final class JoinedSamples implements SampleReader {
    private final List<SampleReader> readers = new ArrayList<>();
    private final ByteBuffer joined;

    private JoinedSamples(int bytes) {
        this.joined = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Labels and class names are the first set's that has some. */
    static Dataset of(List<Dataset> parts) throws DatasetException {
        Dataset first = parts.get(0);
        for (Dataset part : parts) {
            if (part.count() != first.count()) {
                throw new DatasetException(
                        part.name(),
                        "has " + part.count() + " samples, but " + first.name() + " has " + first.count()
                                + "; those of several inputs go together one by one");
            }
        }
        Dataset labelled = parts.stream().filter(Dataset::labelled).findFirst().orElse(first);
        int bytes = parts.stream().mapToInt(JoinedSamples::bytes).sum();
        return new Dataset(
                String.join(" + ", parts.stream().map(Dataset::name).toList()),
                DataType.UINT8,
                Shape.of(bytes),
                first.count(),
                labelled.labelled(),
                labelled.classNames(),
                () -> open(parts, bytes),
                parts);
    }

    private static JoinedSamples open(List<Dataset> parts, int bytes) throws IOException {
        JoinedSamples all = new JoinedSamples(bytes);
        try {
            for (Dataset part : parts) {
                all.readers.add(part.open());
            }
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** A sample's part for each input of a data set. */
    static List<ByteBuffer> split(Dataset samples, ByteBuffer sample) {
        if (samples.inputs().size() == 1) {
            return List.of(sample);
        }
        List<ByteBuffer> parts = new ArrayList<>();
        int at = 0;
        for (Dataset part : samples.inputs()) {
            parts.add(sample.slice(at, bytes(part)).order(ByteOrder.LITTLE_ENDIAN));
            at += bytes(part);
        }
        return parts;
    }

    private static int bytes(Dataset part) {
        return Math.toIntExact(part.type().bytes(part.shape().elements()));
    }

    @Override
    public boolean next() throws IOException {
        joined.clear();
        for (SampleReader reader : readers) {
            if (!reader.next()) {
                return false;
            }
            joined.put(reader.data().duplicate());
        }
        return true;
    }

    @Override
    public ByteBuffer data() {
        return joined.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    }

    @Override
    public int label() {
        return readers.stream()
                .mapToInt(SampleReader::label)
                .filter(label -> label != NO_LABEL)
                .findFirst()
                .orElse(NO_LABEL);
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (SampleReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
