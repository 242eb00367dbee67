// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A gzipped IDX file: bytes 0 0 type rank, big-endian int32 sizes, big-endian values. Read here once more, apart from
 * the quantizer's reader, which is among what is tested.
 *
 * @param records size of the first dimension
 * @param values the elements, big-endian, from position 0
 */
record IdxFile(int records, ByteBuffer values) {

    static IdxFile read(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            int rank = bytes.get(3);
            return new IdxFile(bytes.getInt(4), bytes.position(4 + 4 * rank).slice());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the first {@code count} records. */
    byte[] bytes(int count) {
        byte[] bytes = new byte[values.capacity() / records * count];
        values.get(0, bytes);
        return bytes;
    }

    /** The first {@code count} records as floats; the file holds float32. */
    float[] floats(int count) {
        float[] floats = new float[values.capacity() / Float.BYTES / records * count];
        values.asFloatBuffer().get(0, floats);
        return floats;
    }
}
