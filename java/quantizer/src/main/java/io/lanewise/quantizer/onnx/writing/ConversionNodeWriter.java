// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import java.util.List;

/** Conversions between types and scales, whatever the order of dimensions. */
record ConversionNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Cast.class, this::cast);
        table.add(Dequantize.class, this::dequantize);
        table.add(Quantize.class, this::quantize);
    }

    /** Numbers, whatever scale they have. */
    private Result cast(Cast operator) {
        Order order = nodes.commonOrder(operator);
        String numbers = nodes.values().get(operator.input(), order);
        return new Result(
                nodes.cast(operator, numbers, nodes.tensor(operator.output()).type()), order);
    }

    /** Reals to integers, or integers to other integers: what reading and storing do anyway. */
    private Result quantize(Quantize operator) {
        Order order = nodes.commonOrder(operator);
        return nodes.store(operator, nodes.reals(operator.input(), order), order);
    }

    /**
     * Integers to reals, which reading does. An Identity says that operators want these reals themselves: one between a
     * DequantizeLinear and a QuantizeLinear alone would be an operator of integers.
     */
    private Result dequantize(Dequantize operator) {
        Order order = nodes.commonOrder(operator);
        String reals = nodes.reals(operator.input(), order);
        boolean read = !nodes.tensor(operator.input()).isConstant()
                && nodes.graph().operators().stream()
                        .anyMatch(reader -> reader.inputs().contains(operator.output()));
        return nodes.store(operator, read ? nodes.node(operator, "Identity", List.of(reals)) : reals, order);
    }
}
