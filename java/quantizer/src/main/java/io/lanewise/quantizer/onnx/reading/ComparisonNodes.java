// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.elementwise.Comparison;

/** Truths of values, functions of truths, and choices by them. */
final class ComparisonNodes {

    private ComparisonNodes() {}

    static void addTo(NodeTable table) {
        table.add("And", ImageRole.TRANSPARENT, logical(BinaryFunction.LOGICAL_AND));
        table.add("Equal", ImageRole.TRANSPARENT, compare(Comparison.EQUAL));
        table.add("Greater", ImageRole.TRANSPARENT, compare(Comparison.GREATER));
        table.add("GreaterOrEqual", ImageRole.TRANSPARENT, compare(Comparison.GREATER_EQUAL));
        table.add("Less", ImageRole.TRANSPARENT, compare(Comparison.LESS));
        table.add("LessOrEqual", ImageRole.TRANSPARENT, compare(Comparison.LESS_EQUAL));
        table.add("Not", ImageRole.TRANSPARENT, ComparisonNodes::not);
        table.add("Or", ImageRole.TRANSPARENT, logical(BinaryFunction.LOGICAL_OR));
        table.add("Where", ImageRole.TRANSPARENT, ComparisonNodes::where);
        table.add("Xor", ImageRole.TRANSPARENT, compare(Comparison.NOT_EQUAL));
    }

    /** int8, uint8 and int16 are compared as the numbers that they are: no node says their scales. */
    private static NodeTable.Single compare(Comparison comparison) {
        return (node, emission) -> {
            Casts casts = new Casts(emission);
            return new Elementwise(emission)
                    .compare(comparison, casts.numbers(node.input(0)), casts.numbers(node.input(1)));
        };
    }

    private static NodeTable.Single logical(BinaryFunction function) {
        return (node, emission) -> new Elementwise(emission).binary(function, node.input(0), node.input(1));
    }

    private static Value not(Node node, Emission emission) {
        return new Elementwise(emission).unary(UnaryFunction.LOGICAL_NOT, node.input(0));
    }

    private static Value where(Node node, Emission emission) {
        return new Elementwise(emission).select(node.input(0), node.input(1), node.input(2));
    }
}
