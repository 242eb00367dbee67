// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import java.util.List;

/** Pooling over images, which ONNX has channels first. */
record PoolingNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(AveragePool2d.class, operator -> pool(operator, "AveragePool", operator.window()));
        table.add(MaxPool2d.class, operator -> pool(operator, "MaxPool", operator.window()));
    }

    /** Of AveragePool, {@code count_include_pad} is 0 unless said. */
    private Result pool(Operator operator, String type, Window window) {
        String pooled = nodes.node(
                operator,
                type,
                List.of(nodes.reals(operator.inputs().get(0), Order.CHANNELS_FIRST)),
                WindowAttributes.kernel(window),
                WindowAttributes.strides(window),
                WindowAttributes.pads(window));
        return nodes.store(operator, operator.activation(), pooled, Order.CHANNELS_FIRST);
    }
}
