// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;

/**
 * Tensors whose size a converter did not know, which a file has without dimensions: it follows from their operators.
 */
final class UnknownShapes {

    private UnknownShapes() {}

    /**
     * Gives outputs without dimensions the shape that their operator makes of its inputs.
     *
     * @throws IllegalArgumentException if it cannot work on inputs of their shapes
     */
    static void fill(Operator operator, List<Tensor> tensors) {
        if (operator.outputs().stream().allMatch(output -> isKnown(tensors.get(output)))) {
            return;
        }
        List<Integer> computed = operator.inputs().stream()
                .filter(input -> !tensors.get(input).isConstant())
                .distinct()
                .toList();
        Graph alone = new Graph("", tensors, List.of(operator), computed, operator.outputs());
        List<Shape> shapes = operator.outputShapes(
                alone,
                operator.inputs().stream()
                        .map(input -> tensors.get(input).shape())
                        .toList());
        for (int i = 0; i < shapes.size(); i++) {
            int output = operator.outputs().get(i);
            if (!isKnown(tensors.get(output))) {
                tensors.set(output, withShape(tensors.get(output), shapes.get(i)));
            }
        }
    }

    /** A tensor without dimensions may be a number, whose shape is then found to be just that. */
    private static boolean isKnown(Tensor tensor) {
        return tensor.isConstant() || tensor.shape().rank() > 0;
    }

    static Tensor withShape(Tensor tensor, Shape shape) {
        return new Tensor(tensor.name(), tensor.type(), shape, tensor.quantization(), null);
    }
}
