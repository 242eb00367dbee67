// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.SelectV2OptionsT;

/** Truths of two inputs' elements, and choices by truths. */
record ComparisonWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Compare.class, this::compare);
        table.add(Select.class, this::select);
    }

    private OperatorT compare(Compare operator) {
        int code = switch (operator.comparison()) {
            case EQUAL -> BuiltinOperator.EQUAL;
            case GREATER -> BuiltinOperator.GREATER;
            case GREATER_EQUAL -> BuiltinOperator.GREATER_EQUAL;
            case LESS -> BuiltinOperator.LESS;
            case LESS_EQUAL -> BuiltinOperator.LESS_EQUAL;
            case NOT_EQUAL -> BuiltinOperator.NOT_EQUAL;
        };
        int ofInt16 = switch (operator.comparison()) {
            case EQUAL -> 5;
            case NOT_EQUAL -> 4;
            case GREATER, GREATER_EQUAL, LESS, LESS_EQUAL -> 3;
        };
        return encoding.operator(operator, code, encoding.version(operator, 1, 2, ofInt16));
    }

    private OperatorT select(Select operator) {
        return encoding.operator(
                operator, BuiltinOperator.SELECT_V2, 1, BuiltinOptions.SelectV2Options, new SelectV2OptionsT());
    }
}
