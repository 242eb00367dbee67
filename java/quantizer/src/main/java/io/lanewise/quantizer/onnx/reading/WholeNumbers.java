// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers that stand for themselves: positions, sizes and truths, of the types that graphs compute them in. */
final class WholeNumbers {

    private WholeNumbers() {}

    /** Whether elements of a type of the graph are some. */
    static boolean are(DataType type) {
        return type.isIndex() || type == DataType.BOOL;
    }

    /** The graph's type of values that are neither quantized nor weights: their own, or float32 of all others. */
    static DataType held(TensorProto.DataType type) {
        return switch (type) {
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case BOOL -> DataType.BOOL;
            default -> DataType.FLOAT32;
        };
    }

    /** Elements as a tensor of a type holds them. */
    static ByteBuffer data(long[] values, DataType type) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case BOOL -> data.put((byte) value);
                case INT32 -> data.putInt((int) value);
                default -> data.putLong(value);
            }
        }
        return data.flip();
    }
}
