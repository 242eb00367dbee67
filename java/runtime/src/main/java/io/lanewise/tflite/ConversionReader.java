// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.util.List;

/** Conversions between types and scales. */
final class ConversionReader implements FamilyReader {

    @Override
    public int newestVersion(int code) {
        return switch (code) {
            case BuiltinOperator.CAST, BuiltinOperator.DEQUANTIZE -> 8;
            case BuiltinOperator.QUANTIZE -> 5;
            default -> 0;
        };
    }

    @Override
    public List<Operator> read(OperatorSource source) {
        return List.of(
                switch (source.code()) {
                    case BuiltinOperator.CAST -> new Cast(source.input(0), source.output());
                    case BuiltinOperator.DEQUANTIZE -> new Dequantize(source.input(0), source.output());
                    case BuiltinOperator.QUANTIZE -> new Quantize(source.input(0), source.output());
                    default -> throw source.unknown();
                });
    }
}
