// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The first samples of another reader. */
final class LimitedReader implements SampleReader {
    private final SampleReader reader;
    private int left;

    LimitedReader(SampleReader reader, int limit) {
        this.reader = reader;
        this.left = limit;
    }

    @Override
    public boolean next() throws IOException {
        if (left == 0) {
            return false;
        }
        left--;
        return reader.next();
    }

    @Override
    public ByteBuffer data() {
        return reader.data();
    }

    @Override
    public int label() {
        return reader.label();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
