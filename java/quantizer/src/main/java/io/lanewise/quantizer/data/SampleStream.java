// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Preprocessed samples, one at a time. */
final class SampleStream extends Spliterators.AbstractSpliterator<LabelledSample> {
    private final Dataset samples;
    private final SampleReader reader;
    private final List<Preprocessor> preprocessors;

    private SampleStream(Dataset samples, SampleReader reader, List<Preprocessor> preprocessors) {
        super(samples.count(), Spliterator.ORDERED | Spliterator.SIZED | Spliterator.NONNULL);
        this.samples = samples;
        this.reader = reader;
        this.preprocessors = preprocessors;
    }

    /** {@code preprocessors}: one for each input. */
    static Stream<LabelledSample> of(Dataset samples, List<Preprocessor> preprocessors) throws IOException {
        SampleReader reader = samples.open();
        return StreamSupport.stream(new SampleStream(samples, reader, preprocessors), false)
                .onClose(() -> {
                    try {
                        reader.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Override
    public boolean tryAdvance(Consumer<? super LabelledSample> action) {
        try {
            if (!reader.next()) {
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        action.accept(new LabelledSample(values(reader.data()), reader.label()));
        return true;
    }

    private float[] values(ByteBuffer sample) {
        List<ByteBuffer> parts = JoinedSamples.split(samples, sample);
        float[][] values = new float[parts.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = preprocessors.get(i).apply(parts.get(i));
        }
        return JoinedInputs.join(values);
    }
}
