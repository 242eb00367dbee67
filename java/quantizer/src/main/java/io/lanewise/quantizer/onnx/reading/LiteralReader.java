// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.lanewise.graph.ReadingBudget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;

/** Decodes {@code TensorProto}: packed bytes or the typed lists, each type as onnx.proto says. */
final class LiteralReader {

    private LiteralReader() {}

    /** {@code budget}: takes the literal's elements, which may be wider than the file's. */
    static Literal read(TensorProto tensor, ReadingBudget budget) {
        Refusal.unless(
                tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL,
                "tensor \"%s\" lies in another file; save the model with its weights inside",
                tensor.getName());
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        Refusal.unless(
                type != null, "tensor \"%s\" has element type number %d", tensor.getName(), tensor.getDataType());
        int[] dims = new int[tensor.getDimsCount()];
        for (int d = 0; d < dims.length; d++) {
            long dim = tensor.getDims(d);
            Refusal.unless(
                    dim >= 0 && dim <= Literal.MAX_ELEMENTS,
                    "tensor \"%s\" has a dimension of %d",
                    tensor.getName(),
                    dim);
            dims[d] = (int) dim;
        }
        int elements = Literal.elements(dims);
        long held = tensor.hasRawData() ? tensor.getRawData().size() * 8L / bits(type, tensor) : listed(tensor, type);
        Refusal.unless(
                held >= elements,
                "tensor \"%s\" needs %d elements, the file holds %d",
                tensor.getName(),
                elements,
                held);
        budget.spend((long) elements * (Literal.isReal(type) ? Float.BYTES : Long.BYTES));
        return Literal.isReal(type)
                ? new Literal(type, dims, floats(tensor, type, elements), null)
                : new Literal(type, dims, null, longs(tensor, type, elements));
    }

    private static int bits(TensorProto.DataType type, TensorProto tensor) {
        return switch (type) {
            case INT4, UINT4 -> 4;
            case INT8, UINT8, BOOL -> 8;
            case INT16, UINT16, FLOAT16, BFLOAT16 -> 16;
            case FLOAT, INT32, UINT32 -> 32;
            case DOUBLE, INT64, UINT64 -> 64;
            default ->
                throw new Refusal(
                        "tensor \"" + tensor.getName() + "\" has element type " + type + ", which is not supported");
        };
    }

    /** Elements in the list that goes with the type. */
    private static long listed(TensorProto tensor, TensorProto.DataType type) {
        return switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case UINT32, UINT64 -> tensor.getUint64DataCount();
            case INT4, UINT4 -> 2L * tensor.getInt32DataCount();
            default -> {
                bits(type, tensor);
                yield tensor.getInt32DataCount();
            }
        };
    }

    private static float[] floats(TensorProto tensor, TensorProto.DataType type, int elements) {
        float[] values = new float[elements];
        ByteBuffer raw = raw(tensor);
        for (int i = 0; i < elements; i++) {
            values[i] = switch (type) {
                case FLOAT -> raw != null ? raw.getFloat(4 * i) : tensor.getFloatData(i);
                case DOUBLE -> (float) (raw != null ? raw.getDouble(8 * i) : tensor.getDoubleData(i));
                case FLOAT16 -> half(raw != null ? raw.getShort(2 * i) : (short) tensor.getInt32Data(i));
                default -> Float.intBitsToFloat((raw != null ? raw.getShort(2 * i) : tensor.getInt32Data(i)) << 16);
            };
        }
        return values;
    }

    private static long[] longs(TensorProto tensor, TensorProto.DataType type, int elements) {
        ByteBuffer raw = raw(tensor);
        IntToLongFunction element = switch (type) {
            case INT64 -> raw != null ? i -> raw.getLong(8 * i) : tensor::getInt64Data;
            case UINT64 -> raw != null ? i -> raw.getLong(8 * i) : tensor::getUint64Data;
            case INT32 -> raw != null ? i -> raw.getInt(4 * i) : tensor::getInt32Data;
            case UINT32 -> raw != null ? i -> raw.getInt(4 * i) & 0xFFFFFFFFL : tensor::getUint64Data;
            case INT16 -> raw != null ? i -> raw.getShort(2 * i) : i -> (short) tensor.getInt32Data(i);
            case UINT16 -> raw != null ? i -> raw.getShort(2 * i) & 0xFFFF : i -> tensor.getInt32Data(i) & 0xFFFF;
            case INT8 -> raw != null ? raw::get : i -> (byte) tensor.getInt32Data(i);
            case UINT8 -> raw != null ? i -> raw.get(i) & 0xFF : i -> tensor.getInt32Data(i) & 0xFF;
            case BOOL -> raw != null ? i -> raw.get(i) != 0 ? 1 : 0 : i -> tensor.getInt32Data(i) != 0 ? 1 : 0;
            // Two to a byte, the first in the low half.
            case UINT4 -> i -> nibble(tensor, raw, i);
            case INT4 -> i -> nibble(tensor, raw, i) << 60 >> 60;
            default -> throw new IllegalStateException("type " + type);
        };
        long[] values = new long[elements];
        java.util.Arrays.setAll(values, element);
        return values;
    }

    private static long nibble(TensorProto tensor, ByteBuffer raw, int i) {
        int pair = raw != null ? raw.get(i / 2) : tensor.getInt32Data(i / 2);
        return pair >> 4 * (i % 2) & 0xF;
    }

    private static ByteBuffer raw(TensorProto tensor) {
        ByteString bytes = tensor.getRawData();
        return tensor.hasRawData() ? bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN) : null;
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude = exponent == 0x1F
                ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                : exponent == 0 ? fraction * 0x1p-24f : Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        return bits < 0 ? -magnitude : magnitude;
    }
}
