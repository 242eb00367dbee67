// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

import java.nio.ByteBuffer;

/** Integers of four bits, -8 to 7, two in a byte: the first in the low half. A last half without an element is 0. */
public final class PackedInt4 {

    private PackedInt4() {}

    /**
     * {@return the bytes of these values, of which only the low four bits are kept}
     *
     * @param values -8 to 7 each
     */
    public static byte[] pack(byte[] values) {
        byte[] packed = new byte[(values.length + 1) / 2];
        for (int i = 0; i < values.length; i++) {
            packed[i / 2] |= (byte) ((values[i] & 0xf) << (i % 2 * 4));
        }
        return packed;
    }

    /**
     * {@return the first {@code count} values of packed bytes, whose position does not move}
     *
     * @param packed two values in each remaining byte, the first in the low half
     * @param count at least 0, at most twice the remaining bytes
     */
    public static byte[] unpack(ByteBuffer packed, int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            int shifted = packed.get(packed.position() + i / 2) << (i % 2 == 0 ? 28 : 24);
            values[i] = (byte) (shifted >> 28);
        }
        return values;
    }
}
