// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;

/**
 * The integers of quantized values. Graphs have int8 and int16; uint8 of a file is held as int8, 128 lower, and so is
 * its zero point.
 */
final class IntegerType {

    private IntegerType() {}

    static long minimum(TensorProto.DataType type) {
        return switch (type) {
            case INT8 -> Byte.MIN_VALUE;
            case INT16 -> Short.MIN_VALUE;
            case INT4 -> -8;
            case UINT8, UINT16, UINT4 -> 0;
            default -> throw new Refusal("quantizes to " + type + ", which is not supported");
        };
    }

    static long maximum(TensorProto.DataType type) {
        return switch (type) {
            case INT8 -> Byte.MAX_VALUE;
            case INT16 -> Short.MAX_VALUE;
            case INT4 -> 7;
            case UINT8 -> 255;
            case UINT16 -> 65535;
            case UINT4 -> 15;
            default -> throw new Refusal("quantizes to " + type + ", which is not supported");
        };
    }

    /** Whether activations may be of a type. */
    static boolean isActivation(TensorProto.DataType type) {
        return type == TensorProto.DataType.INT8
                || type == TensorProto.DataType.UINT8
                || type == TensorProto.DataType.INT16;
    }

    /** The type of the graph's integers. */
    static DataType held(TensorProto.DataType type) {
        return type == TensorProto.DataType.INT16 ? DataType.INT16 : DataType.INT8;
    }

    /** A scale and zero point of the file for a whole tensor, as the graph has them. {@code zeroPoint} null is 0. */
    static Quantization quantization(TensorProto.DataType type, Literal scale, Literal zeroPoint) {
        boolean unsigned = type == TensorProto.DataType.UINT8;
        Refusal.unless(isActivation(type), "activations of %s are not supported; int8, uint8 and int16 are", type);
        Refusal.unless(
                scale.elements() == 1 && (zeroPoint == null || zeroPoint.elements() == 1),
                "an activation with a scale for each channel is not supported");
        Refusal.unless(scale.single() > 0 && Float.isFinite(scale.single()), "a scale of %s", scale.single());
        int zero = zeroPoint == null ? 0 : zeroPoint.ints()[0];
        return Quantization.perTensor(scale.single(), unsigned ? zero - 128 : zero);
    }
}
