// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes NumPy's {@code .npy} header, version 1; the elements follow it, little-endian, in C order. */
public final class NpyWriter {

    private NpyWriter() {}

    /**
     * Writes the header of an array of {@code count} samples of a shape.
     *
     * @param out takes the header; the elements, little-endian, are to follow
     * @param type element type
     * @param count number of samples
     * @param shape of one sample
     * @throws IOException if {@code out} fails
     */
    public static void writeHeader(OutputStream out, DataType type, int count, Shape shape) throws IOException {
        StringBuilder sizes = new StringBuilder().append(count).append(',');
        for (int size : shape.dims()) {
            sizes.append(' ').append(size).append(',');
        }
        String text = "{'descr': '" + descr(type) + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int prefix = NpyFiles.MAGIC.length + 4;
        // The format asks that the elements begin at a multiple of 64 bytes and that a newline ends the header.
        int length = (prefix + text.length() + 1 + 63) / 64 * 64 - prefix;
        String padded = text + " ".repeat(length - text.length() - 1) + '\n';
        out.write(NpyFiles.MAGIC);
        out.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
        out.write(padded.getBytes(StandardCharsets.US_ASCII));
    }

    private static String descr(DataType type) {
        return switch (type) {
            case FLOAT16 -> "<f2";
            case FLOAT32 -> "<f4";
            case INT4 -> throw new IllegalArgumentException("NumPy has no int4");
            case INT8 -> "|i1";
            case UINT8 -> "|u1";
            case INT16 -> "<i2";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case BOOL -> "|b1";
        };
    }
}
