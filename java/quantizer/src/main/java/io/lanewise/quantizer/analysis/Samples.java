// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import java.io.IOException;
import java.util.stream.Stream;

/** Samples that can be read again from the start: each the values of a model's one input, preprocessed, NHWC. */
@FunctionalInterface
public interface Samples {

    /** The samples in turn; to be closed. */
    Stream<float[]> open() throws IOException;

    /** The first of these samples. */
    default Samples limit(int count) {
        return () -> open().limit(count);
    }
}
