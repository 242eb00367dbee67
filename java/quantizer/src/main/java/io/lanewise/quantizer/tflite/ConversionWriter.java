// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.CastOptionsT;
import io.lanewise.tflite.schema.DequantizeOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.QuantizeOptionsT;

/** Conversions between types and scales; {@link CodebookEncoder} writes those by a codebook. */
record ConversionWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Cast.class, this::cast);
        table.add(Dequantize.class, this::dequantize);
        table.add(Quantize.class, this::quantize);
    }

    private OperatorT cast(Cast operator) {
        CastOptionsT options = new CastOptionsT();
        DataType from = encoding.type(operator);
        DataType to = encoding.graph().tensor(operator.output()).type();
        options.setInDataType(TensorTable.type(from));
        options.setOutDataType(TensorTable.type(to));
        boolean int8 = from == DataType.INT8 || to == DataType.INT8;
        boolean int16 = from == DataType.INT16 || to == DataType.INT16;
        return encoding.operator(
                operator, BuiltinOperator.CAST, int8 ? 3 : int16 ? 2 : 1, BuiltinOptions.CastOptions, options);
    }

    private OperatorT dequantize(Dequantize operator) {
        boolean perChannel =
                encoding.graph().tensor(operator.input()).quantization().isPerChannel();
        int version = switch (encoding.type(operator)) {
            case INT4 -> 6;
            case INT8 -> perChannel ? 5 : 2;
            case INT16 -> 3;
            default -> 1;
        };
        return encoding.operator(
                operator,
                BuiltinOperator.DEQUANTIZE,
                version,
                BuiltinOptions.DequantizeOptions,
                new DequantizeOptionsT());
    }

    private OperatorT quantize(Quantize operator) {
        Tensor output = encoding.graph().tensor(operator.output());
        int version = output.quantization().isPerChannel() ? 3 : output.type() == DataType.INT16 ? 2 : 1;
        return encoding.operator(
                operator, BuiltinOperator.QUANTIZE, version, BuiltinOptions.QuantizeOptions, new QuantizeOptionsT());
    }
}
