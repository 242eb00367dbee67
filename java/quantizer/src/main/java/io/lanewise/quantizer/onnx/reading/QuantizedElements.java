// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Integers that a DequantizeLinear has made reals of, element by element, so that they may be reordered like the reals:
 * real = scale x (q - zero point).
 *
 * @param type of the integers q in the file
 * @param integers q
 */
record QuantizedElements(TensorProto.DataType type, long[] integers, float[] scales, long[] zeroPoints) {

    /** Integers that are taken for reals as they are. */
    static QuantizedElements ofOne(TensorProto.DataType type, long[] integers) {
        float[] ones = new float[integers.length];
        Arrays.fill(ones, 1);
        return new QuantizedElements(type, integers, ones, new long[integers.length]);
    }

    QuantizedElements gathered(int[] offsets) {
        float[] newScales = new float[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            newScales[i] = scales[offsets[i]];
        }
        return new QuantizedElements(
                type,
                IntStream.of(offsets).mapToLong(i -> integers[i]).toArray(),
                newScales,
                IntStream.of(offsets).mapToLong(i -> zeroPoints[i]).toArray());
    }

    /** Those of the reals times as many factors. */
    QuantizedElements times(float[] factors) {
        float[] products = new float[scales.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = scales[i] * factors[i];
        }
        return new QuantizedElements(type, integers, products, zeroPoints);
    }

    /**
     * The integers as a tensor, if the graph has their type and one tensor can say their scales: one for all, or one
     * for each slice along the first axis where that is so. Else, as of blocks, empty. uint8 is int8, 128 lower; int4
     * is int8.
     */
    Optional<Tensor> tensor(String name, int... dims) {
        DataType held = switch (type) {
            case INT8, UINT8, INT4 -> DataType.INT8;
            case INT16 -> DataType.INT16;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            default -> null;
        };
        Quantization quantization = held == null || scales.length == 0 ? null : quantization(dims);
        if (quantization == null) {
            return Optional.empty();
        }
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(integers.length, held.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long q : integers) {
            switch (held) {
                case INT8 -> data.put((byte) (q - shift()));
                case INT16 -> data.putShort((short) q);
                case INT32 -> data.putInt((int) q);
                default -> data.putLong(q);
            }
        }
        return Optional.of(new Tensor(name, held, Shape.of(dims), quantization, data.flip()));
    }

    private int shift() {
        return type == TensorProto.DataType.UINT8 ? 128 : 0;
    }

    private Quantization quantization(int[] dims) {
        if (IntStream.range(0, scales.length).allMatch(i -> isSame(i, 0))) {
            return Quantization.perTensor(scales[0], (int) zeroPoints[0] - shift());
        }
        int[] strides = Strides.dense(dims);
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] > 1 && isConstantAlong(dims[axis], strides[axis])) {
                int stride = strides[axis];
                float[] channelScales = new float[dims[axis]];
                for (int c = 0; c < channelScales.length; c++) {
                    channelScales[c] = scales[c * stride];
                }
                return Quantization.perChannel(
                        channelScales,
                        IntStream.range(0, dims[axis])
                                .map(c -> (int) zeroPoints[c * stride] - shift())
                                .toArray(),
                        axis);
            }
        }
        return null;
    }

    /** Whether all elements of each slice along a dimension are on one grid. */
    private boolean isConstantAlong(int size, int stride) {
        return IntStream.range(0, scales.length).allMatch(i -> isSame(i, i / stride % size * stride));
    }

    private boolean isSame(int i, int j) {
        return scales[i] == scales[j] && zeroPoints[i] == zeroPoints[j];
    }
}
