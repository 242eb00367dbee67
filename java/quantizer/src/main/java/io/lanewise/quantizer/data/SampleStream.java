// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Preprocessed samples, one at a time. */
final class SampleStream extends Spliterators.AbstractSpliterator<LabelledSample> {
    private final SampleReader reader;
    private final Preprocessor preprocessor;

    private SampleStream(int count, SampleReader reader, Preprocessor preprocessor) {
        super(count, Spliterator.ORDERED | Spliterator.SIZED | Spliterator.NONNULL);
        this.reader = reader;
        this.preprocessor = preprocessor;
    }

    static Stream<LabelledSample> of(Dataset samples, Preprocessor preprocessor) throws IOException {
        SampleReader reader = samples.open();
        return StreamSupport.stream(new SampleStream(samples.count(), reader, preprocessor), false)
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
        action.accept(new LabelledSample(preprocessor.apply(reader.data()), reader.label()));
        return true;
    }
}
