// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.DataType;
import io.lanewise.tflite.schema.BatchMatMulOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.FullyConnectedOptionsT;
import io.lanewise.tflite.schema.OperatorT;

/** Products of matrices. */
record MatmulWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(BatchMatMul.class, this::batchMatMul);
        table.add(FullyConnected.class, this::fullyConnected);
    }

    private OperatorT batchMatMul(BatchMatMul operator) {
        BatchMatMulOptionsT options = new BatchMatMulOptionsT();
        options.setAdjX(operator.leftTransposed());
        options.setAdjY(operator.rightTransposed());
        int version = switch (encoding.graph().tensor(operator.left()).type()) {
            case INT16 -> 3;
            case INT8 -> 2;
            default -> 1;
        };
        return encoding.operator(
                operator, BuiltinOperator.BATCH_MATMUL, version, BuiltinOptions.BatchMatMulOptions, options);
    }

    private OperatorT fullyConnected(FullyConnected operator) {
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        options.setKeepNumDims(operator.keepDims());
        options.setAsymmetricQuantizeInputs(operator.asymmetricInputs());
        return encoding.operator(
                operator,
                BuiltinOperator.FULLY_CONNECTED,
                version(encoding.graph(), operator),
                BuiltinOptions.FullyConnectedOptions,
                options);
    }

    /** The version by which a dense layer is written. */
    static int version(Graph graph, FullyConnected operator) {
        WeightForm weights = WeightForm.of(graph, operator);
        DataType type = graph.tensor(operator.input()).type();
        if (weights.int4()) {
            return type == DataType.INT16 ? 13 : 10;
        }
        if (weights.dynamic()) {
            return weights.perChannel()
                    ? 12
                    : operator.asymmetricInputs() ? 9 : operator.bias() < 0 ? 6 : operator.keepDims() ? 5 : 3;
        }
        return type == DataType.INT16
                ? 7
                : operator.bias() < 0 ? 6 : operator.keepDims() ? 5 : type == DataType.INT8 ? 4 : 1;
    }
}
