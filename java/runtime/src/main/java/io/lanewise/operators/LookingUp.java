// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.movement.GatherRows;
import io.lanewise.instructions.movement.GatherShape;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;

/** An operator whose output holds elements of its input, from where indices say that are known only when it runs. */
public sealed interface LookingUp extends CopyingOperator permits Gather, GatherNd {

    /** Index of what is looked up in. */
    int input();

    /** Index of the positions, int16, int32 or int64. */
    int indices();

    @Override
    default List<Integer> inputs() {
        return List.of(input(), indices());
    }

    /** Indices are no values that the output is made of. */
    @Override
    default List<Integer> activations() {
        return List.of(input());
    }

    /**
     * What rows are looked up.
     *
     * @throws IllegalArgumentException if positions of such a shape are none in such a table
     */
    @SuppressWarnings("exports") // As Operator.lower.
    GatherShape shape(Shape table, Shape positions);

    /** The output's shape, of a table and positions that fit. */
    Shape outputShape(Shape table, Shape positions);

    @Override
    default List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        shape(shapes.get(0), shapes.get(1));
        return List.of(outputShape(shapes.get(0), shapes.get(1)));
    }

    @Override
    @SuppressWarnings("exports") // As Operator.lower.
    default void lower(Lowering lowering) {
        Tensor from = lowering.tensor(input());
        Tensor at = lowering.tensor(indices());
        Tensor to = lowering.tensor(output());
        Require.elements(from);
        Require.elements(at);
        Require.sameValues(from, to);
        Require.that(at.type() == DataType.INT16 || at.type().isIndex(), "indices %s are not supported", at);
        GatherShape shape = shape(from.shape(), at.shape());
        Require.outputDims(to, outputShape(from.shape(), at.shape()).dims());
        lowering.emit(new GatherRows(shape, to.type(), at.type()), inputs(), outputs());
    }
}
