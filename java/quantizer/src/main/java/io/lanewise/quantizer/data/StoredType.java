// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Element types as data files store them. 64-bit floats are rounded to 32 bits when they are read. */
public enum StoredType {
    /** 0 to 255. */
    U8(1, DataType.UINT8),
    /** -128 to 127. */
    I8(1, DataType.INT8),
    /** Two bytes, two's complement. */
    I16(2, DataType.INT16),
    /** Four bytes, two's complement. */
    I32(4, DataType.INT32),
    /** Eight bytes, two's complement. */
    I64(8, DataType.INT64),
    /** IEEE 754 single precision. */
    F32(4, DataType.FLOAT32),
    /** IEEE 754 double precision. */
    F64(8, DataType.FLOAT32);

    private final int bytes;
    private final DataType type;

    StoredType(int bytes, DataType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** {@return size of one stored element in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return the type that samples have in memory} */
    public DataType type() {
        return type;
    }

    /** {@return the name in lower case, e.g. {@code u8}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of a name such as {@code u8}.
     *
     * @param label in lower case, such as {@code f32}
     * @return the type of that name
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static StoredType parse(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no element type \"" + label + "\"; known: "
                        + Arrays.stream(values()).map(StoredType::label).collect(Collectors.joining(", "))));
    }

    /** Fills {@code target} from its start with the stored elements in its own byte order and type. */
    void decode(ByteBuffer stored, ByteBuffer target) {
        stored.rewind();
        target.clear();
        switch (this) {
            case U8, I8 -> target.put(stored);
            case I16 -> target.asShortBuffer().put(stored.asShortBuffer());
            case I32, F32 -> target.asIntBuffer().put(stored.asIntBuffer());
            case I64 -> target.asLongBuffer().put(stored.asLongBuffer());
            case F64 -> {
                while (stored.hasRemaining()) {
                    target.putFloat((float) stored.getDouble());
                }
            }
        }
        target.rewind();
    }
}
