// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One pass over a data set. Holds one sample at a time. Not thread-safe. */
public interface SampleReader extends Closeable {

    /** The label of a sample without one. */
    int NO_LABEL = -1;

    /**
     * Moves to the next sample.
     *
     * @return false after the last sample
     * @throws IOException if the sample cannot be read; the message names the file and the sample
     */
    boolean next() throws IOException;

    /**
     * {@return the sample's elements, dense, little-endian, from position 0} Valid until {@link #next()} is called
     * again.
     */
    ByteBuffer data();

    /** {@return the sample's class, at least 0, or {@link #NO_LABEL}} */
    int label();
}
