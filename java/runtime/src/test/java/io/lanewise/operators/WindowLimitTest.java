// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows past the native library's limits run by their Java kernel on the native backend, with the same bytes. */
class WindowLimitTest {
    /** Elements of a padded image that the native library lays out. */
    private static final int MOST = Integer.MAX_VALUE / 4 - 1024;

    private static final Quantization SCALE = Quantization.perTensor(0.5f, 3);

    private static Tensor int8(int... dims) {
        return new Tensor("x", DataType.INT8, Shape.of(dims), SCALE, null);
    }

    private static Graph graph(Operator operator, Tensor... tensors) {
        return new Graph("windows", List.of(tensors), List.of(operator), List.of(0), List.of(operator.output()));
    }

    private static Graph maxPool(int kernelHeight) {
        return graph(
                new MaxPool2d(0, 1, Window.same(kernelHeight, 2, 1, 1, 1, 1, 4, 4), Activation.NONE),
                int8(1, 4, 4, 1),
                int8(1, 4, 4, 1));
    }

    /** Rows and columns that a window of stride 1 spans over an image of 4x4: 3 more than the kernel. */
    private static int kernelHeightAtTheLimit() {
        return MOST / (3 + 2) - 3;
    }

    private static Graph averagePool() {
        return graph(
                new AveragePool2d(0, 1, Window.same(1 << 30, 3, 2, 2, 1, 1, 4, 4), Activation.NONE),
                int8(1, 4, 4, 1),
                int8(1, 2, 2, 1));
    }

    private static Graph depthwise() {
        Tensor weights = new Tensor(
                "w", DataType.INT8, Shape.of(1, 3, 3, 1), Quantization.perTensor(0.1f, 0), ByteBuffer.wrap(new byte[] {
                    1, -2, 3, 40, 5, -6, 7, 80, -9
                }));
        return graph(
                new DepthwiseConv2d(0, 1, -1, 2, Window.same(3, 3, 1, 1, 1, 1 << 26, 4, 4), Activation.NONE),
                int8(1, 4, 4, 1),
                weights,
                int8(1, 4, 4, 1));
    }

    /** The one window lies wholly in the padding. */
    private static Graph farPadding() {
        Tensor weights = new Tensor(
                "w", DataType.INT8, Shape.of(1, 1, 1, 1), Quantization.perTensor(0.1f, 0), ByteBuffer.wrap(new byte[] {7
                }));
        return graph(
                new Conv2d(0, 1, -1, 2, new Window(1, 1, 9, 9, 1, 1, 5, 5, 0, 0), Activation.NONE),
                int8(1, 2, 2, 1),
                weights,
                int8(1, 1, 1, 1));
    }

    private record Result(String kernel, byte[] bytes) {}

    private static Result run(Graph graph, Backend backend) {
        byte[] input = new byte[(int) graph.tensor(0).bytes()];
        new Random(1).nextBytes(input);
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(backend))) {
            session.input(0).put(input);
            session.run();
            return new Result(session.kernelNames().get(0), session.output(0).bytes());
        }
    }

    @Test
    void whatTheNativeLibraryDoesNotTakeRunsInJava() {
        for (Graph graph : List.of(maxPool(kernelHeightAtTheLimit() + 1), averagePool(), depthwise(), farPadding())) {
            Result java = run(graph, Backend.JAVA);
            Result mixed = run(graph, Backend.NATIVE);
            assertEquals("java " + java.kernel, mixed.kernel);
            assertArrayEquals(java.bytes, mixed.bytes, () -> graph.operators().toString());
        }
    }

    /** The last window within the limit is native: were the limits different, it would be refused there. */
    @Test
    void theLimitIsTheNativeLibrarys() {
        Graph graph = maxPool(kernelHeightAtTheLimit());
        Result mixed = run(graph, Backend.NATIVE);
        assertEquals("max_pool2d_s8_neon", mixed.kernel);
        assertArrayEquals(run(graph, Backend.JAVA).bytes, mixed.bytes);
    }
}
