// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/** A FlexBuffer that is a map of numbers, each of four bytes: the options of custom operators. */
public final class FlexOptions {
    private static final int WIDTH = 4;
    private static final int WIDTH_CODE = 2;
    private static final int INTEGER = 1 << 2 | WIDTH_CODE;
    private static final int REAL = 3 << 2 | WIDTH_CODE;
    private static final int MAP = 9 << 2 | WIDTH_CODE;

    private FlexOptions() {}

    /** {@return the bytes of a map of Integers and Floats} */
    public static byte[] of(SortedMap<String, Number> options) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        int[] starts = new int[options.size()];
        int i = 0;
        for (String name : options.keySet()) {
            starts[i++] = names.size();
            names.writeBytes((name + '\0').getBytes(StandardCharsets.US_ASCII));
        }
        names.writeBytes(new byte[(WIDTH - names.size() % WIDTH) % WIDTH]);
        ByteBuffer bytes = ByteBuffer.allocate(names.size() + options.size() * (2 * WIDTH + 1) + 6 * WIDTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(names.toByteArray());
        bytes.putInt(starts.length);
        int keys = bytes.position();
        for (int start : starts) {
            bytes.putInt(bytes.position() - start);
        }
        bytes.putInt(bytes.position() - keys).putInt(WIDTH).putInt(starts.length);
        int values = bytes.position();
        for (Map.Entry<String, Number> option : options.entrySet()) {
            if (option.getValue() instanceof Integer integer) {
                bytes.putInt(integer);
            } else {
                bytes.putFloat(option.getValue().floatValue());
            }
        }
        options.values().forEach(value -> bytes.put((byte) (value instanceof Integer ? INTEGER : REAL)));
        bytes.putInt(bytes.position() - values).put((byte) MAP).put((byte) WIDTH);
        byte[] written = new byte[bytes.position()];
        bytes.get(0, written);
        return written;
    }
}
