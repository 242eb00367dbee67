// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.graph.OutputScale;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** An operator that makes one cell of every window of an image, channel by channel. */
public sealed interface PoolingOperator extends OneInput permits AveragePool2d, MaxPool2d {

    /** How windows lie. */
    Window window();

    @Override
    default List<Shape> outputShapes(Graph graph, List<Shape> shapes) {
        return List.of(window().over(shapes.get(0), shapes.get(0).dim(-1)));
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
}
