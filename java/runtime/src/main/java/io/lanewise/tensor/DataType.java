// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** Element type of a tensor. Multi-byte elements are little-endian wherever they are bytes. */
public enum DataType {
    FLOAT32(4), INT8(1), UINT8(1), INT16(2), INT32(4), INT64(8), BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The type's name in lower case, as error messages and reports write it, e.g. {@code int8}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
