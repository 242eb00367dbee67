// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Operators that reduce an image. */
final class Pools {

    private Pools() {
    }

    /** Square windows without padding. */
    static Recipe averagePool(Shape image, int kernel, int stride) {
        return pool(image, kernel, stride, (in, out, window) -> new AveragePool2d(in, out, window, Activation.NONE));
    }

    /** Square windows without padding. */
    static Recipe maxPool(Shape image, int kernel, int stride) {
        return pool(image, kernel, stride, (in, out, window) -> new MaxPool2d(in, out, window, Activation.NONE));
    }

    /** Over height and width. The means of so many random values lie close together, hence the finer scale. */
    static Recipe mean(Shape image) {
        return graph -> {
            int input = graph.input(image);
            int output = graph.activation(Shape.of(1, image.dim(3)),
                    Quantization.perTensor(RandomGraph.SIGNED.scale() / 5, 7));
            graph.add(new Mean(input, output, List.of(1, 2), false));
        };
    }

    private static Recipe pool(Shape image, int kernel, int stride, Pool pool) {
        return graph -> {
            Window window = Window.valid(kernel, kernel, stride, stride, 1, 1);
            int height = window.outputHeight(image.dim(1));
            int width = window.outputWidth(image.dim(2));
            int input = graph.input(image);
            int output = graph.activation(Shape.of(1, height, width, image.dim(3)), RandomGraph.SIGNED);
            graph.add(pool.of(input, output, window));
        };
    }

    private interface Pool {
        Operator of(int input, int output, Window window);
    }
}
