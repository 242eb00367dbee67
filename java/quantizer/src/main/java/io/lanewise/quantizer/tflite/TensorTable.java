// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.QuantizationParametersT;
import io.lanewise.tflite.schema.TensorT;
import io.lanewise.tflite.schema.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The tensors of a file in the making and the buffers of their constants. */
final class TensorTable {
    private final List<TensorT> tensors = new ArrayList<>();
    private final List<ByteBuffer> buffers = new ArrayList<>();

    TensorTable() {
        // Buffer 0 is empty by convention: tensors without data name it.
        buffers.add(ByteBuffer.allocate(0));
    }

    /** Appends a tensor and returns its index in the file. */
    int add(Tensor tensor) {
        TensorT written = new TensorT();
        written.setName(tensor.name());
        written.setType(type(tensor.type()));
        written.setShape(tensor.shape().dims());
        if (tensor.quantization() != null && tensor.quantization().isCodebook()) {
            CodebookEncoder.describe(tensor, written);
        } else if (tensor.quantization() != null) {
            written.setQuantization(quantization(tensor.quantization()));
        }
        if (tensor.isConstant()) {
            written.setBuffer(buffers.size());
            buffers.add(tensor.data());
        }
        tensors.add(written);
        return tensors.size() - 1;
    }

    /** Appends a constant int32 tensor, by which TFLite gives an operator its parameters. */
    int add(String name, Shape shape, int... values) {
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return add(new Tensor(name, DataType.INT32, shape, null, data));
    }

    TensorT[] tensors() {
        return tensors.toArray(TensorT[]::new);
    }

    List<ByteBuffer> buffers() {
        return buffers;
    }

    static QuantizationParametersT quantization(Quantization quantization) {
        int channels = quantization.channels();
        float[] scales = new float[channels];
        long[] zeroPoints = new long[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = quantization.scale(c);
            zeroPoints[c] = quantization.zeroPoint(c);
        }
        QuantizationParametersT written = new QuantizationParametersT();
        written.setScale(scales);
        written.setZeroPoint(zeroPoints);
        written.setQuantizedDimension(Math.max(quantization.axis(), 0));
        return written;
    }

    /** The schema's code of a type. */
    static byte type(DataType type) {
        return switch (type) {
            case FLOAT32 -> TensorType.FLOAT32;
            case FLOAT16 -> TensorType.FLOAT16;
            case INT8 -> TensorType.INT8;
            case UINT8 -> TensorType.UINT8;
            case INT16 -> TensorType.INT16;
            case INT32 -> TensorType.INT32;
            case INT64 -> TensorType.INT64;
            case BOOL -> TensorType.BOOL;
            case INT4 -> TensorType.INT4;
        };
    }
}
