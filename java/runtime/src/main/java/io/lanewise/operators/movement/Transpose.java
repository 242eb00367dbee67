// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.movement.StridedCopy;
import io.lanewise.instructions.movement.StridedView;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.MovingOperator;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Reorders dimensions: the output's dimension d is the input's {@code permutation[d]}. */
public record Transpose(int input, int output, List<Integer> permutation) implements MovingOperator {

    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public Transpose remap(IntUnaryOperator map) {
        return new Transpose(map.applyAsInt(input), map.applyAsInt(output), permutation);
    }

    @Override
    public String kind() {
        return "TRANSPOSE";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(
                Shape.of(permutation.stream().mapToInt(shapes.get(0)::dim).toArray()));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        lowering.emit(new StridedCopy(StridedView.ofPermutation(in, out, permutation), out.type()));
    }
}
