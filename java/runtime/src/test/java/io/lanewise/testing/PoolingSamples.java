// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Pools. */
public final class PoolingSamples {

    private PoolingSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        AVERAGE_POOL_2X2_32X32X16(averagePool(Shape.of(1, 32, 32, 16), 2, 2)),
        AVERAGE_POOL_8X8_8X8X64(averagePool(Shape.of(1, 8, 8, 64), 8, 8)),
        MAX_POOL_2X2_32X32X16(maxPool(Shape.of(1, 32, 32, 16), 2, 2)),
        MAX_POOL_3X3_25X25X32_STRIDE_2(maxPool(Shape.of(1, 25, 25, 32), 3, 2));

        private final SizedOperator operator;

        Sized(SizedOperator operator) {
            this.operator = operator;
        }

        @Override
        public SizedOperator operator() {
            return operator;
        }
    }

    static List<OperatorSample> all() {
        return List.of(
                new OperatorSample("AVERAGE_POOL_2D", 3, Form.REALS_AND_INTEGERS, PoolingSamples::averagePool2d),
                new OperatorSample("MAX_POOL_2D", 4, Form.REALS_AND_INTEGERS, PoolingSamples::maxPool2d));
    }

    static Graph averagePool2d(SampleBuilder b) {
        return pool(b, true);
    }

    static Graph maxPool2d(SampleBuilder b) {
        return pool(b, false);
    }

    private static Graph pool(SampleBuilder b, boolean average) {
        int batch = b.oneIn(6) ? 2 : 1;
        int height = b.between(1, 12);
        int width = b.between(1, 12);
        int channels = b.between(1, 40);
        Window drawn = ConvolutionSamples.window(b, height, width);
        // TFLite's pools have no dilation.
        Window window = drawn.equals(Window.valid(
                        drawn.kernelHeight(),
                        drawn.kernelWidth(),
                        drawn.strideHeight(),
                        drawn.strideWidth(),
                        drawn.dilationHeight(),
                        drawn.dilationWidth()))
                ? Window.valid(
                        drawn.kernelHeight(), drawn.kernelWidth(), drawn.strideHeight(), drawn.strideWidth(), 1, 1)
                : Window.same(
                        drawn.kernelHeight(),
                        drawn.kernelWidth(),
                        drawn.strideHeight(),
                        drawn.strideWidth(),
                        1,
                        1,
                        height,
                        width);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        Activation activation = b.activation();
        int input = b.input(quantization, batch, height, width, channels);
        int output = b.output(quantization, batch, window.outputHeight(height), window.outputWidth(width), channels);
        return b.build(
                average
                        ? new AveragePool2d(input, output, window, activation)
                        : new MaxPool2d(input, output, window, activation));
    }

    /** Square windows without padding. */
    public static SizedOperator averagePool(Shape image, int kernel, int stride) {
        return pool(image, kernel, stride, (in, out, window) -> new AveragePool2d(in, out, window, Activation.NONE));
    }

    /** Square windows without padding. */
    public static SizedOperator maxPool(Shape image, int kernel, int stride) {
        return pool(image, kernel, stride, (in, out, window) -> new MaxPool2d(in, out, window, Activation.NONE));
    }

    private static SizedOperator pool(Shape image, int kernel, int stride, Pool pool) {
        return graph -> {
            Window window = Window.valid(kernel, kernel, stride, stride, 1, 1);
            int height = window.outputHeight(image.dim(1));
            int width = window.outputWidth(image.dim(2));
            int input = graph.input(image);
            int output = graph.activation(Shape.of(1, height, width, image.dim(3)), SizedGraph.SIGNED);
            graph.add(pool.of(input, output, window));
        };
    }

    private interface Pool {
        Operator of(int input, int output, Window window);
    }
}
