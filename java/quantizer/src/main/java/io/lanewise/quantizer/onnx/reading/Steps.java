// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.Quantization;
import java.util.stream.IntStream;

/**
 * On which steps the reals of a DequantizeLinear lie, element by element, so that they may be reordered like the reals:
 * real = scale x (q - zero point).
 *
 * @param type of the integers q in the file
 */
record Steps(TensorProto.DataType type, float[] scales, long[] zeroPoints) {

    Steps gathered(int[] places) {
        float[] newScales = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            newScales[i] = scales[places[i]];
        }
        return new Steps(type, newScales, IntStream.of(places).mapToLong(i -> zeroPoints[i]).toArray());
    }

    /**
     * The same as a quantization of a tensor of the given sizes: per tensor, or along the first axis whose slices have a
     * scale each; null if there is none (blocks) or the integers are more than 8 bits wide.
     */
    Quantization quantization(int... dims) {
        int shift = type == TensorProto.DataType.UINT8 ? 128 : 0;
        if (shift == 0 && type != TensorProto.DataType.INT8 && type != TensorProto.DataType.INT4 || scales.length == 0) {
            return null;
        }
        if (IntStream.range(0, scales.length).allMatch(i -> isSame(i, 0))) {
            return Quantization.perTensor(scales[0], (int) zeroPoints[0] - shift);
        }
        int[] strides = Strides.dense(dims);
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] > 1 && isConstantAlong(dims[axis], strides[axis])) {
                int stride = strides[axis];
                float[] channelScales = new float[dims[axis]];
                for (int c = 0; c < channelScales.length; c++) {
                    channelScales[c] = scales[c * stride];
                }
                return Quantization.perChannel(channelScales,
                        IntStream.range(0, dims[axis]).map(c -> (int) zeroPoints[c * stride] - shift).toArray(), axis);
            }
        }
        return null;
    }

    /** Whether all elements of each slice along a dimension are on the same steps. */
    private boolean isConstantAlong(int size, int stride) {
        return IntStream.range(0, scales.length).allMatch(i -> isSame(i, i / stride % size * stride));
    }

    private boolean isSame(int i, int j) {
        return scales[i] == scales[j] && zeroPoints[i] == zeroPoints[j];
    }
}
