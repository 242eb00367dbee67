// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Reads IDX files, plain or gzipped: bytes 00 00, type, number of dimensions; then the sizes as big-endian int32; then
 * the elements, big-endian, last dimension fastest. The first dimension counts the samples. The format of the MNIST
 * files, described at <a href="http://yann.lecun.com/exdb/mnist/">yann.lecun.com/exdb/mnist</a>.
 */
public final class IdxFiles {

    private IdxFiles() {}

    /**
     * Opens an IDX file of u8 (type 08), i8 (09), i16 (0B), i32 (0C), f32 (0D) or f64 (0E).
     *
     * @param source plain or gzipped
     * @return its samples, along the first dimension
     * @throws DatasetException if the header is no IDX header, is truncated or has an unknown type
     */
    public static Dataset open(DataSource source) throws IOException {
        try (DataInputStream in = new DataInputStream(source.open())) {
            int magic = in.readInt();
            if (magic >>> 16 != 0) {
                throw new DatasetException(
                        source.name(), String.format("not an IDX file: begins with %08x, expected 0000", magic));
            }
            int[] sizes = new int[magic & 0xFF];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = in.readInt();
            }
            StoredType type = type(source.name(), magic >>> 8 & 0xFF);
            ArrayHeader header =
                    ArrayHeader.of(source.name(), 4 + 4L * sizes.length, type, ByteOrder.BIG_ENDIAN, sizes);
            return ArrayReader.dataset(source.name(), source::open, header);
        } catch (EOFException e) {
            throw new DatasetException(source.name(), "truncated in its IDX header", e);
        }
    }

    private static StoredType type(String source, int code) throws DatasetException {
        return switch (code) {
            case 0x08 -> StoredType.U8;
            case 0x09 -> StoredType.I8;
            case 0x0B -> StoredType.I16;
            case 0x0C -> StoredType.I32;
            case 0x0D -> StoredType.F32;
            case 0x0E -> StoredType.F64;
            default ->
                throw new DatasetException(
                        source,
                        String.format(
                                "IDX element type %02x is none of 08 (u8), 09 (i8), 0b (i16), 0c (i32), 0d"
                                        + " (f32), 0e (f64)",
                                code));
        };
    }
}
