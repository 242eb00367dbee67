// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.AddParameters;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.TwoInputs;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.tensor.Quantization;

/**
 * Widens the output scale of sums and differences that the fixed point of integers cannot reach: where inputs cancel
 * out to less than 2^-19 of their step, or are all 0, whose scale is 1. What is lost is below the inputs' own noise.
 */
final class RepresentableSums {

    private RepresentableSums() {}

    static QuantizedModel apply(QuantizedModel model) {
        Graph graph = model.graph();
        QuantizedEditor editor = new QuantizedEditor(model);
        for (Operator operator : graph.operators()) {
            editor.add(operator);
            boolean sum = operator instanceof Add
                    || operator instanceof Binary binary && binary.function() == BinaryFunction.SUB;
            if (sum && graph.tensor(operator.output()).quantization() != null) {
                widen(graph, (TwoInputs) operator, editor);
            }
        }
        return editor.model();
    }

    private static void widen(Graph graph, TwoInputs operator, QuantizedEditor editor) {
        Quantization left = graph.tensor(operator.left()).quantization();
        Quantization right = graph.tensor(operator.right()).quantization();
        Quantization output = graph.tensor(operator.output()).quantization();
        if (left == null || right == null) {
            return;
        }
        boolean int16 = editor.scheme(operator.output()).arithmetic() == SchemeArithmetic.INT16;
        int shift = int16 ? AddParameters.INT16_LEFT_SHIFT : AddParameters.LEFT_SHIFT;
        // Twice what is needed, as the inputs are brought to twice the larger scale.
        float least = 4 * Math.max(left.scale(), right.scale()) / (1 << shift);
        if (output.scale() < least) {
            editor.quantize(operator.output(), Quantization.perTensor(least, output.zeroPoint()));
        }
    }
}
