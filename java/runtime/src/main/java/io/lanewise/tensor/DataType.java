// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tensor;

/** Element type of a tensor. Multi-byte elements are little-endian wherever they are bytes. */
public enum DataType {
    /** IEEE 754 single precision: a real itself. */
    FLOAT32(32),
    /** IEEE 754 half precision, of constants only: weights behind a DEQUANTIZE. {@link Float16}. */
    FLOAT16(16),
    /** -128 to 127, two's complement: activations and weights of 8-bit models. */
    INT8(8),
    /** 0 to 255: images as they are stored, ONNX's activations, codebook indices. */
    UINT8(8),
    /** -32768 to 32767, two's complement: activations of 16x8 models, whose zero point is 0. */
    INT16(16),
    /** Two's complement: biases, sums, indices. */
    INT32(32),
    /** Two's complement: biases of 16x8 models, sizes and indices. */
    INT64(64),
    /** One byte: 0 is false, 1 true. */
    BOOL(8),
    /** -8 to 7, of constants only, two in a byte: {@link PackedInt4}. */
    INT4(4);

    private final int bits;

    DataType(int bits) {
        this.bits = bits;
    }

    /** {@return size of one element in bytes; 1 for int4 alone} */
    public int bytes() {
        return (bits + 7) / 8;
    }

    /**
     * {@return size of so many elements in bytes}
     *
     * @param elements number of elements, at least 0
     */
    public long bytes(long elements) {
        return (elements * bits + 7) / 8;
    }

    /** {@return whether elements are counts, positions or sizes, which stand for themselves: int32 or int64} */
    public boolean isIndex() {
        return this == INT32 || this == INT64;
    }

    /** {@return the type's name in lower case, as error messages and reports write it, e.g. {@code int8}} */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
