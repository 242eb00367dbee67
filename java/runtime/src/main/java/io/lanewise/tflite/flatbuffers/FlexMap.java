// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite.flatbuffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A FlexBuffer that is a map of numbers, as custom operators have their options. A buffer ends with its root, the
 * root's type and width in bytes; a map is a vector of values behind the distance to its keys, the keys' width and its
 * size, and the types of the values stand behind them.
 */
public final class FlexMap {
    private static final int MAP = 9;
    private static final int INTEGER = 1;
    private static final int UNSIGNED = 2;
    private static final int REAL = 3;
    private static final int INDIRECT_INTEGER = 6;
    private static final int INDIRECT_UNSIGNED = 7;
    private static final int INDIRECT_REAL = 8;
    private static final int TRUTH = 26;

    private final ByteBuffer bytes;

    private FlexMap(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * The numbers of a map by their names; truths are 0 and 1, other values are left out.
     *
     * @param buffer all of it, from position to limit
     * @throws IllegalArgumentException if it is no map
     * @throws IndexOutOfBoundsException if it reaches outside itself
     */
    public static Map<String, Double> read(ByteBuffer buffer) {
        return new FlexMap(buffer.slice().order(ByteOrder.LITTLE_ENDIAN)).numbers();
    }

    private Map<String, Double> numbers() {
        int end = bytes.limit();
        int rootWidth = width(bytes.get(end - 1));
        int rootType = bytes.get(end - 2) & 0xff;
        if (rootType >> 2 != MAP) {
            throw new IllegalArgumentException("options of type " + (rootType >> 2) + " are no map");
        }
        int width = 1 << (rootType & 3);
        int values = target(end - 2 - rootWidth, rootWidth);
        int size = Math.toIntExact(unsigned(values - width, width));
        int keyWidth = width((byte) unsigned(values - 2 * width, width));
        int keys = target(values - 3 * width, width);
        Map<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            int type = bytes.get(values + size * width + i) & 0xff;
            int at = values + i * width;
            Double number = number(type, at, width);
            if (number != null) {
                numbers.put(text(target(keys + i * keyWidth, keyWidth)), number);
            }
        }
        return numbers;
    }

    private Double number(int type, int at, int width) {
        int own = 1 << (type & 3);
        return switch (type >> 2) {
            case INTEGER -> (double) signed(at, width);
            case UNSIGNED, TRUTH -> (double) unsigned(at, width);
            case REAL -> real(at, width);
            case INDIRECT_INTEGER -> (double) signed(target(at, width), own);
            case INDIRECT_UNSIGNED -> (double) unsigned(target(at, width), own);
            case INDIRECT_REAL -> real(target(at, width), own);
            default -> null;
        };
    }

    private static int width(byte width) {
        if (width != 1 && width != 2 && width != 4 && width != 8) {
            throw new IllegalArgumentException("a width of " + width + " bytes");
        }
        return width;
    }

    /** Distances lead back. */
    private int target(int at, int width) {
        return Math.toIntExact(at - unsigned(at, width));
    }

    private long signed(int at, int width) {
        return switch (width) {
            case 1 -> bytes.get(at);
            case 2 -> bytes.getShort(at);
            case 4 -> bytes.getInt(at);
            default -> bytes.getLong(at);
        };
    }

    private long unsigned(int at, int width) {
        long value = signed(at, width);
        return width == Long.BYTES ? value : value & (1L << 8 * width) - 1;
    }

    private double real(int at, int width) {
        if (width == Float.BYTES) {
            return bytes.getFloat(at);
        }
        if (width == Double.BYTES) {
            return bytes.getDouble(at);
        }
        throw new IllegalArgumentException("a real number of " + width + " bytes");
    }

    private String text(int at) {
        int end = at;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - at];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
