// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.ArgMaxOptionsT;
import io.lanewise.tflite.schema.ArgMinOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.CumsumOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.ReducerOptionsT;
import io.lanewise.tflite.schema.TopKV2OptionsT;
import java.util.List;

/** Reductions along axes. */
record ReductionWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(ArgExtremum.class, this::argExtremum);
        table.add(CumulativeSum.class, this::cumulate);
        table.add(Mean.class, this::mean);
        table.add(Reduce.class, this::reduce);
        table.add(TopK.class, this::largest);
    }

    private OperatorT argExtremum(ArgExtremum operator) {
        byte type = TensorTable.type(encoding.graph().tensor(operator.output()).type());
        int axis = encoding.parameter(operator, "axis", Shape.of(), new int[] {operator.axis()});
        int version = encoding.version(operator, 1, 2, 1);
        if (operator.largest()) {
            ArgMaxOptionsT options = new ArgMaxOptionsT();
            options.setOutputType(type);
            return encoding.operator(
                    operator, BuiltinOperator.ARG_MAX, version, BuiltinOptions.ArgMaxOptions, options, axis);
        }
        ArgMinOptionsT options = new ArgMinOptionsT();
        options.setOutputType(type);
        return encoding.operator(
                operator, BuiltinOperator.ARG_MIN, version, BuiltinOptions.ArgMinOptions, options, axis);
    }

    private OperatorT cumulate(CumulativeSum operator) {
        CumsumOptionsT options = new CumsumOptionsT();
        options.setExclusive(operator.exclusive());
        options.setReverse(operator.reverse());
        return encoding.operator(
                operator,
                BuiltinOperator.CUMSUM,
                1,
                BuiltinOptions.CumsumOptions,
                options,
                encoding.parameter(operator, "axis", Shape.of(), new int[] {operator.axis()}));
    }

    private OperatorT largest(TopK operator) {
        boolean int16Indices = encoding.graph().tensor(operator.indices()).type() == DataType.INT16;
        return encoding.operator(
                operator,
                BuiltinOperator.TOPK_V2,
                int16Indices ? 3 : encoding.version(operator, 1, 2, 3),
                BuiltinOptions.TopKV2Options,
                new TopKV2OptionsT(),
                encoding.parameter(operator, "k", Shape.of(), new int[] {operator.count()}));
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
            case ALL -> BuiltinOperator.REDUCE_ALL;
            case ANY -> BuiltinOperator.REDUCE_ANY;
            case MAX -> BuiltinOperator.REDUCE_MAX;
            case MIN -> BuiltinOperator.REDUCE_MIN;
            case PROD -> BuiltinOperator.REDUCE_PROD;
            case SUM -> BuiltinOperator.SUM;
        };
        int ofInt16 = operator.keepsValues() ? 3 : 2;
        return reduction(
                operator, code, encoding.version(operator, 1, 2, ofInt16), operator.axes(), operator.keepDims());
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
