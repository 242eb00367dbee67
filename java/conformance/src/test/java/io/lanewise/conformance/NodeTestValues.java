// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.SessionTensor;
import io.lanewise.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a node test's tensors, which hold them as little-endian bytes; decoded apart from the importer. */
final class NodeTestValues {

    private NodeTestValues() {}

    static int elements(TensorProto tensor) {
        return (int) tensor.getDimsList().stream().mapToLong(dim -> dim).reduce(1, (a, b) -> a * b);
    }

    static float[] floats(TensorProto tensor) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[elements(tensor)];
        for (int i = 0; i < values.length; i++) {
            values[i] = !tensor.hasRawData()
                    ? listed(tensor, i)
                    : switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
                        case FLOAT -> raw.getFloat();
                        case DOUBLE -> (float) raw.getDouble();
                        case FLOAT16 -> half(raw.getShort());
                        case INT64, UINT64 -> raw.getLong();
                        case INT32 -> raw.getInt();
                        case UINT32 -> raw.getInt() & 0xFFFFFFFFL;
                        case INT16 -> raw.getShort();
                        case UINT16 -> raw.getShort() & 0xFFFF;
                        case INT8 -> raw.get();
                        case UINT8, BOOL -> raw.get() & 0xFF;
                        case INT4 -> raw.get(i / 2) << (i % 2 == 0 ? 28 : 24) >> 28;
                        case UINT4 -> raw.get(i / 2) >> 4 * (i % 2) & 0xF;
                        default -> throw new IllegalArgumentException("type " + tensor.getDataType());
                    };
        }
        return values;
    }

    /** Fills an input; the graph holds uint8 as int8, 128 lower. */
    static void put(TensorProto values, SessionTensor input) {
        float[] numbers = floats(values);
        if (input.tensor().type() == DataType.FLOAT32) {
            input.putFloats(numbers);
            return;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(input.tensor().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            switch (input.tensor().type()) {
                case INT64 -> bytes.putLong((long) number);
                case INT32 -> bytes.putInt((int) number);
                case INT16 -> bytes.putShort((short) number);
                default -> bytes.put((byte) (number - (isUnsigned(values) ? 128 : 0)));
            }
        }
        input.put(bytes.array());
    }

    /** The numbers of an output, which is to be like {@code expected}. */
    static float[] floats(TensorProto expected, SessionTensor output) {
        if (output.tensor().isReal()) {
            return output.floats();
        }
        ByteBuffer bytes = ByteBuffer.wrap(output.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[output.tensor().shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (output.tensor().type()) {
                case INT64 -> bytes.getLong();
                case INT32 -> bytes.getInt();
                case INT16 -> bytes.getShort();
                default -> bytes.get() + (isUnsigned(expected) ? 128 : 0);
            };
        }
        return numbers;
    }

    private static boolean isUnsigned(TensorProto tensor) {
        return tensor.getDataType() == TensorProto.DataType.UINT8_VALUE;
    }

    /** The few tensors of small integers that are not kept as bytes; two of 4 bits to a number, the first below. */
    private static float listed(TensorProto tensor, int i) {
        return switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
            case FLOAT -> tensor.getFloatData(i);
            case INT64 -> tensor.getInt64Data(i);
            case INT4 -> tensor.getInt32Data(i / 2) << (i % 2 == 0 ? 28 : 24) >> 28;
            case UINT4 -> tensor.getInt32Data(i / 2) >> 4 * (i % 2) & 0xF;
            default -> tensor.getInt32Data(i);
        };
    }

    private static float half(short bits) {
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        double magnitude = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
        return (float) (bits < 0 ? -magnitude : magnitude);
    }
}
