// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.ReadingBudget;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.Buffer;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.QuantizationDetails;
import io.lanewise.tflite.schema.QuantizationParameters;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Reads tensor tables: type, shape, quantization and, for constants, the data. */
final class TensorReader {
    private static final int MAX_RANK = 8;
    /** Less than any tensor's table, shape and name take in the file. */
    static final int TABLE_BYTES = 32;

    /** What writers put in the place of an offset until they know it. */
    private static final long NO_OFFSET = 1;

    private static final Map<Byte, DataType> TYPES = Map.of(
            TensorType.FLOAT32, DataType.FLOAT32,
            TensorType.FLOAT16, DataType.FLOAT16,
            TensorType.INT8, DataType.INT8,
            TensorType.UINT8, DataType.UINT8,
            TensorType.INT16, DataType.INT16,
            TensorType.INT32, DataType.INT32,
            TensorType.INT64, DataType.INT64,
            TensorType.BOOL, DataType.BOOL,
            TensorType.INT4, DataType.INT4,
            // A handle of a variable, which no operator of the graph reads.
            TensorType.RESOURCE, DataType.INT32);

    private final Model model;
    private final ReadingBudget budget;

    TensorReader(Model model, ReadingBudget budget) {
        this.model = model;
        this.budget = budget;
    }

    String name(io.lanewise.tflite.schema.Tensor table) {
        ByteBuffer bytes = table.nameAsByteBuffer();
        budget.spend(bytes == null ? 0 : bytes.remaining());
        return bytes == null ? "" : table.name();
    }

    Tensor read(io.lanewise.tflite.schema.Tensor table, String name) {
        DataType type = TYPES.get(table.type());
        Problem.unless(
                table.type() != TensorType.STRING,
                "holds text, which is not supported: make numbers of it before the model, and convert the model from"
                        + " there on");
        Problem.unless(
                type != null,
                "element type %s is not supported: leave that part out of the model",
                typeName(table.type()));
        Problem.unless(!table.isVariable(), "is a variable: models that keep state between runs are not supported");
        Problem.unless(
                table.sparsity() == null, "is stored sparse, which is not supported; convert the model without it");
        Shape shape = shape(table);
        return new Tensor(name, type, shape, quantization(table.quantization()), data(table, type, shape));
    }

    private static Shape shape(io.lanewise.tflite.schema.Tensor table) {
        Problem.unless(
                table.shapeLength() <= MAX_RANK,
                "has %d dimensions; at most %d are supported",
                table.shapeLength(),
                MAX_RANK);
        int[] dims = new int[table.shapeLength()];
        long elements = 1;
        for (int d = 0; d < dims.length; d++) {
            dims[d] = table.shape(d);
            if (dims[d] < 0) {
                throw new Problem("dimension " + d + " is " + dims[d] + "; convert the model with fixed shapes");
            }
            elements *= dims[d];
            Problem.unless(elements <= Integer.MAX_VALUE, "has more than 2^31 - 1 elements");
        }
        return Shape.of(dims);
    }

    private Quantization quantization(QuantizationParameters table) {
        if (table == null || table.scaleLength() == 0) {
            return null;
        }
        Problem.unless(
                table.detailsType() == QuantizationDetails.NONE, "has a custom quantization, which is not supported");
        int count = table.scaleLength();
        int zeroPointCount = table.zeroPointLength();
        Problem.unless(
                zeroPointCount == count || zeroPointCount == 0,
                "has %d scales but %d zero points",
                count,
                zeroPointCount);
        budget.spend(12L * count);
        float[] scales = new float[count];
        int[] zeroPoints = new int[count];
        for (int i = 0; i < count; i++) {
            scales[i] = table.scale(i);
            long zeroPoint = zeroPointCount == 0 ? 0 : table.zeroPoint(i);
            if (!(scales[i] >= 0 && scales[i] < Float.POSITIVE_INFINITY)) {
                throw new Problem("has scale " + scales[i]);
            }
            if (zeroPoint != (int) zeroPoint) {
                throw new Problem("has zero point " + zeroPoint);
            }
            zeroPoints[i] = (int) zeroPoint;
        }
        return count == 1
                ? Quantization.perTensor(scales[0], zeroPoints[0])
                : Quantization.perChannel(scales, zeroPoints, table.quantizedDimension());
    }

    /** A constant's bytes where they lie in the file; null for activations, whose buffer is empty. */
    private ByteBuffer data(io.lanewise.tflite.schema.Tensor table, DataType type, Shape shape) {
        ByteBuffer data = content(model, table);
        if (data == null) {
            return null;
        }
        // Many tensors may have one buffer, and each may be unpacked later.
        budget.spend(data.remaining());
        long expected = type.bytes(shape.elements());
        Problem.unlessDamaged(
                data.remaining() == expected,
                "%s%s needs %d bytes of data, its buffer %d holds %d",
                type.label(),
                shape,
                expected,
                table.buffer(),
                data.remaining());
        return data;
    }

    /** What a tensor's buffer holds, in the table or behind it in the file; null if it is empty. */
    static ByteBuffer content(Model model, io.lanewise.tflite.schema.Tensor table) {
        Problem.unlessDamaged(
                table.buffer() < model.buffersLength(), "names buffer %d of %d", table.buffer(), model.buffersLength());
        return content(model, model.buffers((int) table.buffer()));
    }

    /** What a buffer holds, in its table or behind it in the file; null if it is empty. */
    static ByteBuffer content(Model model, Buffer buffer) {
        if (buffer.offset() == 0 || buffer.offset() == NO_OFFSET) {
            return buffer.dataLength() == 0 ? null : buffer.dataAsByteBuffer();
        }
        ByteBuffer file = model.getByteBuffer();
        long offset = buffer.offset();
        long size = buffer.size();
        Problem.unlessDamaged(
                offset > 0 && size >= 0 && offset <= file.limit() && size <= file.limit() - offset,
                "has its data at bytes %s to %s of the file, which has %d",
                Long.toUnsignedString(offset),
                Long.toUnsignedString(offset + size),
                file.limit());
        return size == 0 ? null : file.slice((int) offset, (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String typeName(byte type) {
        return type >= 0 && type < TensorType.names.length ? TensorType.name(type) : "number " + type;
    }
}
