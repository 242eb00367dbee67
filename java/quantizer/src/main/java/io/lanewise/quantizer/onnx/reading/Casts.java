// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.tensor.DataType;

/** Numbers as those of another type, whatever they stand for. */
record Casts(Emission emission) {

    /** The numbers of int8, uint8 and int16, whatever their scale, as reals; other values as they are. */
    Value numbers(Value value) {
        if (!(value instanceof Computed integers) || !emission.isInteger(integers)) {
            return value;
        }
        TensorProto.DataType type = emission.integerType(integers);
        return emission.dequantize(integers, IntegerType.quantization(type, Literal.scalar(1), null));
    }

    Computed cast(Computed from, TensorProto.DataType to) {
        if (to == TensorProto.DataType.UINT8) {
            return unsigned(from);
        }
        boolean narrow = to == TensorProto.DataType.INT8 || to == TensorProto.DataType.INT16;
        Computed numbers = isUnsigned(from) ? (Computed) numbers(from) : from;
        if (narrow && isUnsigned(from)) {
            // Reals that do not fit would not wrap.
            return cast(cast(numbers, TensorProto.DataType.INT32), to);
        }
        if (narrow) {
            return emission.emitInteger(to, from.dims(), from.order(), output -> new Cast(numbers.tensor(), output));
        }
        DataType type = WholeNumbers.held(to);
        Refusal.unless(
                Literal.isReal(to) || WholeNumbers.are(type),
                "casts a computed value to %s; bool, int8, uint8, int16, int32, int64 and reals are supported",
                to);
        return emission.type(numbers) == type
                ? numbers
                : emission.emit(type, from.dims(), from.order(), output -> new Cast(numbers.tensor(), output));
    }

    private boolean isUnsigned(Computed value) {
        return emission.isInteger(value) && emission.integerType(value) == TensorProto.DataType.UINT8;
    }

    /** uint8 is held 128 lower, which a QUANTIZE on a grid of 1 does; integers that do not fit would have to wrap. */
    private Computed unsigned(Computed from) {
        if (isUnsigned(from)) {
            return from;
        }
        DataType type = emission.type(from);
        Refusal.unless(
                type == DataType.FLOAT32 || type == DataType.BOOL,
                "casts %s to uint8, where higher bits are lost; cast to float before",
                type.label());
        Computed whole = new Elementwise(emission).unary(UnaryFunction.FLOOR, cast(from, TensorProto.DataType.FLOAT));
        return emission.quantize(
                whole,
                TensorProto.DataType.UINT8,
                IntegerType.quantization(TensorProto.DataType.UINT8, Literal.scalar(1), null));
    }
}
