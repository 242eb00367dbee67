// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's {@code .npy} files, versions 1 to 3, in C order, plain or gzipped. The first dimension counts the
 * samples. Format: <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class NpyFiles {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAXIMUM_HEADER_BYTES = 1 << 20;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    private NpyFiles() {}

    /**
     * Opens an array of dtype u1, i1, i2, i4, i8, f4 or f8 in either byte order.
     *
     * @param source plain or gzipped
     * @return its samples, along the first dimension
     * @throws DatasetException if the header is damaged, the order is Fortran's, or the dtype is another one
     */
    public static Dataset open(DataSource source) throws IOException {
        try (DataInputStream in = new DataInputStream(source.open())) {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new DatasetException(source.name(), "not a .npy file: does not begin with \\x93NUMPY");
            }
            int version = in.readUnsignedByte();
            in.readUnsignedByte();
            if (version < 1 || version > 3) {
                throw new DatasetException(
                        source.name(), ".npy version " + version + " is unknown; versions 1 to 3 are read");
            }
            int length = version == 1
                    ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                    : Integer.reverseBytes(in.readInt());
            if (length < 0 || length > MAXIMUM_HEADER_BYTES) {
                throw new DatasetException(
                        source.name(), "damaged .npy header: its length is " + Integer.toUnsignedString(length));
            }
            byte[] text = new byte[length];
            in.readFully(text);
            int start = MAGIC.length + 2 + (version == 1 ? 2 : 4);
            return ArrayReader.dataset(
                    source.name(),
                    source::open,
                    header(source.name(), start + length, new String(text, StandardCharsets.UTF_8)));
        } catch (EOFException e) {
            throw new DatasetException(source.name(), "truncated in its .npy header", e);
        }
    }

    private static ArrayHeader header(String source, int bytes, String text) throws DatasetException {
        String descr = find(source, DESCR, text, "a simple dtype");
        if (find(source, FORTRAN, text, "fortran_order").equals("True")) {
            throw new DatasetException(source, "is in Fortran order; save it with numpy.ascontiguousarray");
        }
        String sizes = find(source, SHAPE, text, "a shape").replaceAll("\\s", "");
        try {
            int[] dims = sizes.isEmpty()
                    ? new int[0]
                    : Arrays.stream(sizes.split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            return ArrayHeader.of(
                    source,
                    bytes,
                    type(source, descr),
                    descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                    dims);
        } catch (NumberFormatException e) {
            throw new DatasetException(source, "its shape (" + sizes + ") has a size above 2147483647", e);
        }
    }

    private static StoredType type(String source, String descr) throws DatasetException {
        return switch (descr.replaceFirst("^[<>|=]", "")) {
            case "u1" -> StoredType.U8;
            case "i1" -> StoredType.I8;
            case "i2" -> StoredType.I16;
            case "i4" -> StoredType.I32;
            case "i8" -> StoredType.I64;
            case "f4" -> StoredType.F32;
            case "f8" -> StoredType.F64;
            default ->
                throw new DatasetException(
                        source,
                        "dtype '" + descr + "' is none of u1, i1, i2, i4, i8, f4, f8;" + " convert it with astype");
        };
    }

    private static String find(String source, Pattern pattern, String text, String what) throws DatasetException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new DatasetException(source, "its .npy header lacks " + what + ": " + text.strip());
        }
        return matcher.group(1);
    }
}
