// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Conv2d;
import io.lanewise.graph.DepthwiseConv2d;
import io.lanewise.graph.FullyConnected;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Reshape;
import io.lanewise.graph.Tensor;
import io.lanewise.graph.Window;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Models of one int8 operator, of sizes that small image networks have. */
public enum Workload {
    /** A first layer: 32x32 RGB to 16 channels; few products for each output. 442,368 MAC. */
    CONV_3X3X3(Shape.of(1, 32, 32, 3), Shape.of(16, 3, 3, 3)),
    /** The bulk of a residual network: 16x16, 64 to 64 channels. 9,437,184 MAC. */
    CONV_3X3X64(Shape.of(1, 16, 16, 64), Shape.of(64, 3, 3, 64)),
    /** The bulk of a MobileNet: 16x16, 128 to 128 channels. 4,194,304 MAC. */
    CONV_1X1X128(Shape.of(1, 16, 16, 128), Shape.of(128, 1, 1, 128)),
    /** 16x16, 128 channels, 3x3. 294,912 MAC. */
    DEPTHWISE_3X3X128(Shape.of(1, 16, 16, 128), Shape.of(1, 3, 3, 128)),
    /** 256 to 256 channels, one row. 65,536 MAC. */
    FULLY_CONNECTED_256(Shape.of(1, 256), Shape.of(256, 256)),
    /** One byte copied: what a run costs beside its work. */
    NOTHING(Shape.of(1, 1), Shape.of(1));

    private static final Quantization INPUT = Quantization.perTensor(0.05f, -3);
    /** What a RELU leaves has no values below the zero point. */
    private static final Quantization OUTPUT = Quantization.perTensor(0.05f, -128);

    private final Shape input;
    private final Shape weights;

    Workload(Shape input, Shape weights) {
        this.input = input;
        this.weights = weights;
    }

    /** The model, with random weights. */
    public Graph graph() {
        if (this == NOTHING) {
            return graph(List.of(int8("input", input, INPUT), int8("output", weights, INPUT)), new Reshape(0, 1));
        }
        boolean depthwise = this == DEPTHWISE_3X3X128;
        int channels = weights.dim(depthwise ? 3 : 0);
        Shape output = input.rank() == 2 ? Shape.of(1, channels) : Shape.of(1, input.dim(1), input.dim(2), channels);
        List<Tensor> tensors = List.of(int8("input", input, INPUT),
                RandomLayer.weights(weights, depthwise ? 3 : 0), RandomLayer.bias(channels, INPUT),
                int8("output", output, OUTPUT));
        return graph(tensors, operator());
    }

    private Operator operator() {
        if (input.rank() == 2) {
            return new FullyConnected(0, 1, 2, 3, Activation.NONE, false);
        }
        Window window = Window.same(weights.dim(1), weights.dim(2), 1, 1, 1, 1, input.dim(1), input.dim(2));
        return this == DEPTHWISE_3X3X128 ? new DepthwiseConv2d(0, 1, 2, 3, window, Activation.RELU)
                : new Conv2d(0, 1, 2, 3, window, Activation.RELU);
    }

    private Graph graph(List<Tensor> tensors, Operator operator) {
        return new Graph(name(), tensors, List.of(operator), List.of(0), List.of(operator.output()));
    }

    private static Tensor int8(String name, Shape shape, Quantization quantization) {
        return new Tensor(name, DataType.INT8, shape, quantization, null);
    }
}
