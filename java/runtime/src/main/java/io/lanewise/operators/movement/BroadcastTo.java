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

/**
 * The input in the output's shape: dimensions of one cell are repeated, and those that the input lacks in front are
 * such ones (NumPy's broadcasting).
 */
public record BroadcastTo(int input, int output) implements MovingOperator {

    @Override
    public BroadcastTo remap(IntUnaryOperator map) {
        return new BroadcastTo(map.applyAsInt(input), map.applyAsInt(output));
    }

    @Override
    public String kind() {
        return "BROADCAST_TO";
    }

    /** Another size of the input is the output's, too; what is repeated stays. */
    @Override
    public List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape from = shapes.get(0);
        int[] dims = graph.tensor(output).shape().dims();
        for (int d = 1; d <= from.rank(); d++) {
            dims[dims.length - d] = from.dim(-d) == 1 ? dims[dims.length - d] : from.dim(-d);
        }
        return List.of(Shape.of(dims));
    }

    @Override
    public void lower(Lowering lowering) {
        Tensor in = lowering.tensor(input);
        Tensor out = lowering.tensor(output);
        lowering.emit(new StridedCopy(StridedView.ofBroadcast(in, out), out.type()));
    }
}
