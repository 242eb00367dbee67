// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Data files made by hand. */
final class Bytes {

    private Bytes() {}

    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] idx(int type, int[] sizes, byte[] elements) {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(type << 8 | sizes.length);
        for (int size : sizes) {
            header.putInt(size);
        }
        return concat(header.array(), elements);
    }

    /** A .npy file as numpy.save writes it, but for the padding. */
    static byte[] npy(int version, String dictionary, byte[] elements) {
        byte[] text = (dictionary + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer length = version == 1
                ? ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) text.length)
                : ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
        return concat(of(0x93, 'N', 'U', 'M', 'P', 'Y', version, 0), length.array(), text, elements);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static DataSource source(byte[] bytes) {
        return new DataSource("samples.bin", () -> new ByteArrayInputStream(bytes));
    }

    /** All samples' elements as text, e.g. {@code [1, 2]}, with {@code =label} behind where there is one. */
    static List<String> read(Dataset dataset) throws IOException {
        List<String> samples = new ArrayList<>();
        try (SampleReader reader = dataset.open()) {
            while (reader.next()) {
                List<Object> elements = new ArrayList<>();
                ByteBuffer data = reader.data();
                while (data.hasRemaining()) {
                    elements.add(
                            switch (dataset.type()) {
                                case UINT8, BOOL -> data.get() & 0xFF;
                                case INT8 -> data.get();
                                case INT16 -> data.getShort();
                                case INT32 -> data.getInt();
                                case INT64 -> data.getLong();
                                case FLOAT32 -> data.getFloat();
                                case INT4, FLOAT16 ->
                                    throw new IllegalArgumentException("no sample is " + dataset.type());
                            });
                }
                samples.add(elements + (reader.label() < 0 ? "" : "=" + reader.label()));
            }
        }
        return samples;
    }
}
