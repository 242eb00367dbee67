// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Reads the samples of a dense array: what IDX, NumPy and raw files are after their headers. */
final class ArrayReader implements SampleReader {
    private final String name;
    private final ArrayHeader header;
    private final InputStream in;
    private final ByteBuffer stored;
    private final ByteBuffer sample;
    private int index = -1;

    private ArrayReader(String name, ArrayHeader header, InputStream in) {
        this.name = name;
        this.header = header;
        this.in = in;
        int elements = header.shape().elements();
        this.stored = ByteBuffer.allocate(elements * header.type().bytes()).order(header.order());
        this.sample =
                ByteBuffer.allocate(elements * header.type().type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The array that follows a header in bytes that {@code opener} gives from their start. */
    static Dataset dataset(String name, DataSource.Opener opener, ArrayHeader header) {
        return new Dataset(
                name,
                header.type().type(),
                header.shape(),
                header.count(),
                false,
                List.of(),
                () -> open(name, opener, header));
    }

    private static ArrayReader open(String name, DataSource.Opener opener, ArrayHeader header) throws IOException {
        InputStream in = opener.open();
        try {
            in.skipNBytes(header.bytes());
            return new ArrayReader(name, header, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        if (index + 1 == header.count()) {
            checkEnd();
            return false;
        }
        index++;
        int read = read();
        if (read < stored.capacity()) {
            throw new DatasetException(
                    name, "truncated: " + where() + " has " + read + " of its " + stored.capacity() + " bytes");
        }
        header.type().decode(stored, sample);
        return true;
    }

    private int read() throws IOException {
        try {
            return in.readNBytes(stored.array(), 0, stored.capacity());
        } catch (IOException e) {
            throw new DatasetException(name, where() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkEnd() throws IOException {
        if (in.read() >= 0) {
            throw new DatasetException(
                    name,
                    "goes on after its " + header.count() + " samples of "
                            + header.type().label() + header.shape());
        }
    }

    private String where() {
        return "sample " + index + " (of 0 to " + (header.count() - 1) + ")";
    }

    @Override
    public ByteBuffer data() {
        return sample.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int label() {
        return NO_LABEL;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
