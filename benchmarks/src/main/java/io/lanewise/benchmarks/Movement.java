// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Operators that only move elements. */
final class Movement {

    private Movement() {
    }

    /** Cells above, below, left and right of an image. */
    static Recipe pad(Shape image, int around) {
        return graph -> {
            int input = graph.input(image);
            Shape padded = Shape.of(1, image.dim(1) + 2 * around, image.dim(2) + 2 * around, image.dim(3));
            int output = graph.activation(padded, RandomGraph.SIGNED);
            List<Integer> cells = List.of(0, around, around, 0);
            graph.add(new Pad(input, output, cells, cells));
        };
    }

    /** Along the channels. */
    static Recipe concatenation(Shape image, int otherChannels) {
        return graph -> {
            int first = graph.input(image);
            int second = graph.input(Shape.of(1, image.dim(1), image.dim(2), otherChannels));
            int output = graph.activation(Shape.of(1, image.dim(1), image.dim(2), image.dim(3) + otherChannels),
                    RandomGraph.SIGNED);
            graph.add(new Concatenation(List.of(first, second), output, 3, Activation.NONE));
        };
    }

    /** To one dimension. */
    static Recipe reshape(Shape shape) {
        return graph -> graph.add(
                new Reshape(graph.input(shape), graph.activation(Shape.of(shape.elements()), RandomGraph.SIGNED)));
    }
}
