// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.movement;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.movement.CopyValues;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.MovingOperator;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The same elements in the output tensor's shape. */
public record Reshape(int input, int output) implements MovingOperator {

    @Override
    public Reshape remap(IntUnaryOperator map) {
        return new Reshape(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "RESHAPE";
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape from = graph.tensor(input).shape();
        Shape to = graph.tensor(output).shape();
        Shape other = shapes.get(0);
        if (other.elements() == to.elements()) {
            return List.of(to);
        }
        // The first dimension is a batch where it comes through as it is; then another batch does, too.
        boolean batch = from.rank() > 0
                && to.rank() > 0
                && from.dim(0) == to.dim(0)
                && other.rank() == from.rank()
                && from.elements() / from.dim(0) == other.elements() / other.dim(0);
        Require.that(batch, "%s cannot be another shape of %s", to, other);
        int[] dims = to.dims();
        dims[0] = other.dim(0);
        return List.of(Shape.of(dims));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        Require.sameType(in, out);
        int elements = Require.sameElements(in, out);
        lowering.emit(new CopyValues(elements, out.type()));
    }
}
