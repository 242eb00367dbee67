// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.DataType;

/** ONNX's names of element types. */
final class ElementTypes {

    private ElementTypes() {}

    static TensorProto.DataType of(DataType type) {
        return switch (type) {
            case FLOAT32 -> TensorProto.DataType.FLOAT;
            case FLOAT16 -> TensorProto.DataType.FLOAT16;
            case INT8 -> TensorProto.DataType.INT8;
            case UINT8 -> TensorProto.DataType.UINT8;
            case INT16 -> TensorProto.DataType.INT16;
            case INT32 -> TensorProto.DataType.INT32;
            case INT64 -> TensorProto.DataType.INT64;
            case BOOL -> TensorProto.DataType.BOOL;
            case INT4 -> TensorProto.DataType.INT4;
        };
    }
}
