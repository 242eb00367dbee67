// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.ReducerOptionsT;
import java.util.List;

/** Reductions along axes. */
record ReductionWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Mean.class, this::mean);
        table.add(Reduce.class, this::reduce);
    }

    private OperatorT mean(Mean operator) {
        return reduction(
                operator,
                BuiltinOperator.MEAN,
                encoding.version(operator, 1, 2, 3),
                operator.axes(),
                operator.keepDims());
    }

    private OperatorT reduce(Reduce operator) {
        int code = switch (operator.function()) {
            case MAX -> BuiltinOperator.REDUCE_MAX;
            case MIN -> BuiltinOperator.REDUCE_MIN;
            case PROD -> BuiltinOperator.REDUCE_PROD;
            case SUM -> BuiltinOperator.SUM;
        };
        return reduction(operator, code, encoding.version(operator, 1, 2, 1), operator.axes(), operator.keepDims());
    }

    private OperatorT reduction(Operator operator, int code, int version, List<Integer> axes, boolean keepDims) {
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(keepDims);
        return encoding.operator(
                operator,
                code,
                version,
                BuiltinOptions.ReducerOptions,
                options,
                encoding.parameter(operator, "axes", axes));
    }
}
