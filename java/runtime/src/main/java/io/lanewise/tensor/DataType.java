// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** Element type of a tensor. Multi-byte elements are little-endian wherever they are bytes. */
public enum DataType {
    FLOAT32(32), INT8(8), UINT8(8), INT16(16), INT32(32), INT64(64), BOOL(8),
    /** Of constants only, two in a byte: {@link PackedInt4}. */
    INT4(4);

    private final int bits;

    DataType(int bits) {
        this.bits = bits;
    }

    /** Size of one element in bytes; 1 for int4 alone. */
    public int bytes() {
        return (bits + 7) / 8;
    }

    /** Size of so many elements in bytes. */
    public long bytes(long elements) {
        return (elements * bits + 7) / 8;
    }

    /** The type's name in lower case, as error messages and reports write it, e.g. {@code int8}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
