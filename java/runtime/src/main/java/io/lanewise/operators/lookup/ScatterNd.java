// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators.lookup;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Require;
import io.lanewise.instructions.movement.GatherShape;
import io.lanewise.instructions.movement.ScatterRows;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.OneOutput;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Rows added to where their coordinates say, of an output that is 0 elsewhere. The last dimension of the indices holds
 * a coordinate for each leading dimension of the output.
 */
public record ScatterNd(int indices, int updates, int output) implements OneOutput {

    @Override
    public ScatterNd remap(IntUnaryOperator map) {
        return new ScatterNd(map.applyAsInt(indices), map.applyAsInt(updates), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "SCATTER_ND";
    }

    @Override
    public List<Integer> inputs() {
        return List.of(indices, updates);
    }

    /** Indices are no values that the output is made of. */
    @Override
    public List<Integer> activations() {
        return List.of(updates);
    }

    /** The output's size says on its own what it is. */
    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape output = graph.tensor(output()).shape();
        checkUpdates(shapes.get(0), shapes.get(1), output);
        return List.of(output);
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor at = lowering.tensor(indices);
        Tensor rows = lowering.tensor(updates);
        Tensor out = lowering.tensor(output);
        Require.elements(at);
        Require.elements(out);
        Require.sameType(rows, out);
        Require.that(
                !lowering.isUnsigned(output) && out.quantization() == null,
                "output %s has a scale; sums have none",
                out);
        Require.that(at.type().isIndex(), "indices %s are not supported", at);
        checkUpdates(at.shape(), rows.shape(), out.shape());
        lowering.emit(
                new ScatterRows(GatherShape.ofCoordinates(out.shape(), at.shape()), out.type(), at.type()),
                inputs(),
                outputs());
    }

    private static void checkUpdates(Shape at, Shape rows, Shape output) {
        GatherShape.ofCoordinates(output, at);
        Shape expected = GatherNd.rows(output, at);
        Require.that(expected.equals(rows), "expected updates of %s for indices %s, got %s", expected, at, rows);
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
