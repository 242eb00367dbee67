// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.plan.Plan;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory of one execution: float tensors in one array, int16 tensors in another, all others as bytes in a third, each as
 * long as the whole plan and there only if the plan has such tensors. A tensor's place is its plan offset, counted in
 * elements of its array.
 */
record Arena(byte[] bytes, short[] shorts, float[] floats) {

    static Arena of(Plan plan) {
        boolean hasBytes = false;
        boolean hasShorts = false;
        boolean hasFloats = false;
        for (int i = 0; i < plan.graph().tensors().size(); i++) {
            if (plan.offset(i) >= 0) {
                DataType type = plan.graph().tensor(i).type();
                hasFloats |= type == DataType.FLOAT32;
                hasShorts |= type == DataType.INT16;
                hasBytes |= type != DataType.FLOAT32 && type != DataType.INT16;
            }
        }
        return new Arena(hasBytes ? new byte[plan.arenaBytes()] : null,
                hasShorts ? new short[(plan.arenaBytes() + Short.BYTES - 1) / Short.BYTES] : null,
                hasFloats ? new float[(plan.arenaBytes() + Float.BYTES - 1) / Float.BYTES] : null);
    }

    /** The array that tensors of a type live in. */
    Object array(DataType type) {
        return type == DataType.FLOAT32 ? floats : type == DataType.INT16 ? shorts : bytes;
    }

    /** Where a tensor starts in its array. */
    static int place(Plan plan, int tensor) {
        DataType type = plan.graph().tensor(tensor).type();
        return plan.offset(tensor) / (type == DataType.FLOAT32 || type == DataType.INT16 ? type.bytes() : 1);
    }

    /** Bytes of all arrays. */
    long size() {
        return (bytes == null ? 0 : bytes.length) + (shorts == null ? 0 : (long) shorts.length * Short.BYTES)
                + (floats == null ? 0 : (long) floats.length * Float.BYTES);
    }

    void write(Tensor tensor, int place, ByteBuffer source) {
        if (tensor.type() == DataType.FLOAT32) {
            source.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats, place, tensor.shape().elements());
        } else if (tensor.type() == DataType.INT16) {
            source.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(shorts, place, tensor.shape().elements());
        } else {
            source.get(source.position(), bytes, place, (int) tensor.bytes());
        }
    }

    void read(Tensor tensor, int place, ByteBuffer target) {
        if (tensor.type() == DataType.FLOAT32) {
            target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats, place, tensor.shape().elements());
        } else if (tensor.type() == DataType.INT16) {
            target.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(shorts, place, tensor.shape().elements());
        } else {
            target.put(target.position(), bytes, place, (int) tensor.bytes());
        }
    }
}
