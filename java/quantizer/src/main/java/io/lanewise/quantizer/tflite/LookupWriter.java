// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.GatherNdOptionsT;
import io.lanewise.tflite.schema.GatherOptionsT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.ScatterNdOptionsT;

/** What is found or put where indices say. */
record LookupWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Gather.class, this::gather);
        table.add(GatherNd.class, this::gatherNd);
        table.add(ScatterNd.class, this::scatter);
    }

    private OperatorT gather(Gather operator) {
        GatherOptionsT options = new GatherOptionsT();
        options.setAxis(operator.axis());
        options.setBatchDims(operator.batchDims());
        boolean int16Indices = encoding.graph().tensor(operator.indices()).type() == DataType.INT16;
        int version = int16Indices ? 6 : operator.batchDims() != 0 ? 5 : encoding.version(operator, 1, 2, 4);
        return encoding.operator(operator, BuiltinOperator.GATHER, version, BuiltinOptions.GatherOptions, options);
    }

    private OperatorT gatherNd(GatherNd operator) {
        boolean int16Indices = encoding.graph().tensor(operator.indices()).type() == DataType.INT16;
        int version =
                int16Indices ? 5 : encoding.type(operator) == DataType.BOOL ? 4 : encoding.version(operator, 1, 1, 3);
        return encoding.operator(
                operator, BuiltinOperator.GATHER_ND, version, BuiltinOptions.GatherNdOptions, new GatherNdOptionsT());
    }

    private OperatorT scatter(ScatterNd operator) {
        int[] dims = encoding.shape(operator.output()).dims();
        return encoding.operator(
                operator,
                BuiltinOperator.SCATTER_ND,
                1,
                BuiltinOptions.ScatterNdOptions,
                new ScatterNdOptionsT(),
                encoding.parameter(operator, "shape", Shape.of(dims.length), dims));
    }
}
