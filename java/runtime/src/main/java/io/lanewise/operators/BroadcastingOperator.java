// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.elementwise.Broadcast;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Shape;
import java.util.List;

/** An operator that makes one element of one of each input, which broadcast as NumPy's do. */
public sealed interface BroadcastingOperator extends OneOutput permits Add, Binary, Compare, Mul, Prelu, Select {

    @Override
    default List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        Shape shape = shapes.get(shapes.size() - 1);
        for (int i = shapes.size() - 2; i >= 0; i--) {
            shape = Broadcast.shape(shapes.get(i), shape);
        }
        return List.of(shape);
    }

    @Override
    default long macs(Graph graph) {
        return 0;
    }
}
