// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.Pool2DOptionsT;

/** Pooling; {@link PaddedMaxPool} says what these options cannot. */
record PoolingWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(AveragePool2d.class, operator -> pool(operator, BuiltinOperator.AVERAGE_POOL_2D, operator.window()));
        table.add(MaxPool2d.class, operator -> pool(operator, BuiltinOperator.MAX_POOL_2D, operator.window()));
    }

    private OperatorT pool(Operator operator, int code, Window window) {
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setPadding(
                PaddingScheme.code(window, encoding.shape(operator.inputs().get(0))));
        options.setStrideH(window.strideHeight());
        options.setStrideW(window.strideWidth());
        options.setFilterHeight(window.kernelHeight());
        options.setFilterWidth(window.kernelWidth());
        options.setFusedActivationFunction(Encoding.code(operator.activation()));
        return encoding.operator(
                operator, code, encoding.version(operator, 1, 2, 3), BuiltinOptions.Pool2DOptions, options);
    }
}
