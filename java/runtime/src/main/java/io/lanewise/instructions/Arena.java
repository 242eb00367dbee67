// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The memory of one execution in Java: float tensors in one array, int16 tensors in another, all others as bytes in a
 * third, each there only if there are such tensors. A tensor's offset is counted in elements of its array.
 */
public record Arena(byte[] bytes, short[] shorts, float[] floats) {

    /** Arrays of so many bytes for tensors of these types. */
    public static Arena of(int bytes, Set<DataType> types) {
        boolean hasFloats = types.contains(DataType.FLOAT32);
        boolean hasShorts = types.contains(DataType.INT16);
        boolean hasBytes = types.size() > (hasFloats ? 1 : 0) + (hasShorts ? 1 : 0);
        return new Arena(
                hasBytes ? new byte[bytes] : null,
                hasShorts ? new short[(bytes + Short.BYTES - 1) / Short.BYTES] : null,
                hasFloats ? new float[(bytes + Float.BYTES - 1) / Float.BYTES] : null);
    }

    /** The array that tensors of a type live in. */
    public Object array(DataType type) {
        return type == DataType.FLOAT32 ? floats : type == DataType.INT16 ? shorts : bytes;
    }

    /** How many elements of its array one element of a type takes: more than 1 of types that are kept as bytes. */
    public static int units(DataType type) {
        return type == DataType.FLOAT32 || type == DataType.INT16 ? 1 : type.bytes();
    }

    /** The offset in its array, in elements, of a tensor that starts at a byte offset. */
    public static int elementOffset(DataType type, int byteOffset) {
        return byteOffset / (type.bytes() / units(type));
    }

    /** Bytes of all arrays. */
    public long size() {
        return (bytes == null ? 0 : bytes.length)
                + (shorts == null ? 0 : (long) shorts.length * Short.BYTES)
                + (floats == null ? 0 : (long) floats.length * Float.BYTES);
    }

    /** Copies a tensor's elements, little-endian, from {@code source}, whose position does not move. */
    public void write(Tensor tensor, int offset, ByteBuffer source) {
        if (tensor.type() == DataType.FLOAT32) {
            source.slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(floats, offset, tensor.shape().elements());
        } else if (tensor.type() == DataType.INT16) {
            source.slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(shorts, offset, tensor.shape().elements());
        } else {
            source.get(source.position(), bytes, offset, (int) tensor.bytes());
        }
    }

    /** Copies a tensor's elements, little-endian, into {@code target}, whose position does not move. */
    public void read(Tensor tensor, int offset, ByteBuffer target) {
        if (tensor.type() == DataType.FLOAT32) {
            target.slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .put(floats, offset, tensor.shape().elements());
        } else if (tensor.type() == DataType.INT16) {
            target.slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .put(shorts, offset, tensor.shape().elements());
        } else {
            target.put(target.position(), bytes, offset, (int) tensor.bytes());
        }
    }
}
