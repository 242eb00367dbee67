// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.reduction;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.movement.GatherRows;
import io.lanewise.instructions.movement.GatherShape;
import io.lanewise.instructions.reduction.FindLargest;
import io.lanewise.operators.Lowering;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The {@code count} largest values along the last dimension, largest first, and their indices; of equal ones the first.
 */
public record TopK(int input, int values, int indices, int count) implements Operator {

    @Override
    public TopK remap(IntUnaryOperator map) {
        return new TopK(map.applyAsInt(input), map.applyAsInt(values), map.applyAsInt(indices), count);
    }

    @Override
    public String kind() {
        return "TOPK_V2";
    }

    @Override
    public List<Integer> inputs() {
        return List.of(input);
    }

    @Override
    public List<Integer> outputs() {
        return List.of(values, indices);
    }

    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape shape = largest(shapes.get(0));
        return List.of(shape, shape);
    }

    private Shape largest(Shape shape) {
        Require.that(
                shape.rank() > 0 && count >= 1 && count <= shape.dim(-1),
                "%s of the last dimension of %s",
                count,
                shape);
        int[] dims = shape.dims();
        dims[dims.length - 1] = count;
        return Shape.of(dims);
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor found = lowering.tensor(values);
        Tensor at = lowering.tensor(indices);
        int elements = Require.elements(in);
        Require.sameValues(in, found);
        Require.that(in.type() != DataType.BOOL, "%s has no largest values", in);
        Require.that(at.type() == DataType.INT16 || at.type() == DataType.INT32, "indices %s are not supported", at);
        Shape shape = largest(in.shape());
        Require.outputDims(found, shape.dims());
        Require.outputDims(at, shape.dims());
        int depth = in.shape().dim(-1);
        int rows = elements / depth;
        lowering.emit(new FindLargest(rows, depth, count, in.type(), at.type()), List.of(input), List.of(indices));
        GatherShape gathered = new GatherShape(rows, 1, new int[] {depth}, 1, count);
        lowering.emit(new GatherRows(gathered, in.type(), at.type()), List.of(input, indices), List.of(values));
    }

    @Override
    public long macs(Graph graph) {
        return 0;
    }

    @Override
    public OutputScale outputScale() {
        return OutputScale.OWN;
    }
}
