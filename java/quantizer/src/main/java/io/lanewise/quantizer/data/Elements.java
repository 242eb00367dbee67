// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Float16;
import java.nio.ByteBuffer;

/** Reads single elements of any type from little-endian buffers. */
public final class Elements {

    private Elements() {}

    /**
     * {@return element {@code index} of dense elements from position 0; exact up to 2^53} BOOL gives 0 or 1.
     *
     * @param type integers, floats or BOOL
     * @param data little-endian
     * @param index from 0
     */
    public static double get(DataType type, ByteBuffer data, int index) {
        return switch (type) {
            case UINT8 -> data.get(index) & 0xFF;
            case INT8 -> data.get(index);
            case INT4 -> data.get(index / 2) << (index % 2 == 0 ? 28 : 24) >> 28;
            case BOOL -> data.get(index) == 0 ? 0 : 1;
            case INT16 -> data.getShort(2 * index);
            case INT32 -> data.getInt(4 * index);
            case INT64 -> data.getLong(8 * index);
            case FLOAT16 -> Float16.toFloat(data.getShort(2 * index));
            case FLOAT32 -> data.getFloat(4 * index);
        };
    }
}
