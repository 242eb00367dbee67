// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.io.IOException;
import java.util.stream.Stream;

/** Samples that can be read again from the start: each the values of a model's inputs, preprocessed, NHWC. */
@FunctionalInterface
public interface Samples {

    /**
     * {@return a new stream of the samples in turn, each the values of the model's inputs
     * ({@link io.lanewise.quantizer.data.JoinedInputs}); to be closed}
     *
     * @throws IOException if they cannot be opened
     */
    Stream<float[]> open() throws IOException;

    /**
     * {@return the first of these samples}
     *
     * @param count at least 0
     */
    default Samples limit(int count) {
        return () -> open().limit(count);
    }
}
