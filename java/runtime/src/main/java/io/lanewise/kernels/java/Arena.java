// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.java;

import io.lanewise.graph.Tensor;
import io.lanewise.plan.Plan;
import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory of one execution: float tensors in one array, all others as bytes in another, each as long as the whole plan
 * and there only if the plan has such tensors. A tensor's place is its plan offset, counted in elements of its array.
 */
record Arena(byte[] bytes, float[] floats) {

    static Arena of(Plan plan) {
        boolean hasBytes = false;
        boolean hasFloats = false;
        for (int i = 0; i < plan.graph().tensors().size(); i++) {
            if (plan.offset(i) >= 0) {
                boolean isFloat = plan.graph().tensor(i).type() == DataType.FLOAT32;
                hasFloats |= isFloat;
                hasBytes |= !isFloat;
            }
        }
        return new Arena(hasBytes ? new byte[plan.arenaBytes()] : null,
                hasFloats ? new float[(plan.arenaBytes() + Float.BYTES - 1) / Float.BYTES] : null);
    }

    /** The array that tensors of a type live in. */
    Object array(DataType type) {
        return type == DataType.FLOAT32 ? floats : bytes;
    }

    /** Where a tensor starts in its array. */
    static int place(Plan plan, int tensor) {
        int offset = plan.offset(tensor);
        return plan.graph().tensor(tensor).type() == DataType.FLOAT32 ? offset / Float.BYTES : offset;
    }

    /** Bytes of both arrays. */
    long size() {
        return (bytes == null ? 0 : bytes.length) + (floats == null ? 0 : (long) floats.length * Float.BYTES);
    }

    void write(Tensor tensor, int place, ByteBuffer source) {
        if (tensor.type() == DataType.FLOAT32) {
            source.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats, place, tensor.shape().elements());
        } else {
            source.get(source.position(), bytes, place, (int) tensor.bytes());
        }
    }

    void read(Tensor tensor, int place, ByteBuffer target) {
        if (tensor.type() == DataType.FLOAT32) {
            target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats, place, tensor.shape().elements());
        } else {
            target.put(target.position(), bytes, place, (int) tensor.bytes());
        }
    }
}
