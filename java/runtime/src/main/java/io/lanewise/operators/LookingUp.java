// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.movement.GatherRows;
import io.lanewise.instructions.movement.GatherShape;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** An operator whose output holds elements of its input, from where indices say that are known only when it runs. */
public sealed interface LookingUp extends Operator permits Gather, GatherNd {

    /** Index of what is looked up in. */
    int input();

    /** Index of the positions, int16, int32 or int64. */
    int indices();

    @Override
    int output();

    @Override
    default List<Integer> inputs() {
        return List.of(input(), indices());
    }

    @Override
    default List<Integer> outputs() {
        return List.of(output());
    }

    /** Indices are no values that the output is made of. */
    @Override
    default List<Integer> activations() {
        return List.of(input());
    }

    @Override
    default long macs(Graph graph) {
        return 0;
    }

    @Override
    default OutputScale outputScale() {
        return OutputScale.SAME_AS_INPUT;
    }

    @Override
    default Optional<String> noForm(DataType type) {
        return Optional.empty();
    }

    @Override
    default boolean keepsValues() {
        return true;
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
