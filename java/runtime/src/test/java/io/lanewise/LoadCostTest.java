// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What loading costs, in bytes allocated by this thread, which do not depend on the machine or its load. */
class LoadCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated(Runnable load) {
        return LongStream.range(0, 5)
                .map(round -> {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    load.run();
                    return THREADS.getCurrentThreadAllocatedBytes() - before;
                })
                .min()
                .getAsLong();
    }

    private static Tensor floats(int... dims) {
        return new Tensor("x", DataType.FLOAT32, Shape.of(dims), null, null);
    }

    /** A convolution of one weight for each output channel, each with a scale. */
    private static Graph pointwise(int channels) {
        Quantization activation = Quantization.perTensor(0.5f, 3);
        float[] scales = new float[channels];
        Arrays.fill(scales, 0.25f);
        Tensor input = new Tensor("in", DataType.INT8, Shape.of(1, 1, 1, 1), activation, null);
        Tensor weights = new Tensor(
                "w",
                DataType.INT8,
                Shape.of(channels, 1, 1, 1),
                Quantization.perChannel(scales, new int[channels], 0),
                ByteBuffer.allocate(channels));
        Tensor output = new Tensor("out", DataType.INT8, Shape.of(1, 1, 1, channels), activation, null);
        return new Graph(
                "pointwise",
                List.of(input, weights, output),
                List.of(new Conv2d(0, 1, -1, 2, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE)),
                List.of(0),
                List.of(2));
    }

    /** Numbers for a channel's factor, shift and bias; no text, which only a failure needs. */
    @Test
    void checkingAWeightChannelMakesNoText() {
        Graph few = pointwise(1000);
        Graph many = pointwise(3000);
        long each = (allocated(() -> Model.of(many)) - allocated(() -> Model.of(few))) / 2000;
        assertTrue(each <= 100, each + " bytes for each channel");
    }

    /** A million products of the same two matrices. */
    @Test
    void broadcastMatricesAreNotListed() {
        Graph graph = new Graph(
                "products",
                List.of(floats(1 << 20, 1, 1), floats(1, 1), floats(1 << 20, 1, 1)),
                List.of(new BatchMatMul(0, 1, 2)),
                List.of(0, 1),
                List.of(2));
        long bytes = allocated(() -> Model.of(graph));
        assertTrue(bytes < 1 << 16, bytes + " bytes");
    }

    /** Thirty operators that widen one constant, which is held once. */
    @Test
    void aConstantIsWidenedOnce() {
        int elements = 1 << 16;
        List<Tensor> tensors = new ArrayList<>(List.of(new Tensor(
                "stored",
                DataType.INT8,
                Shape.of(elements),
                Quantization.perTensor(1, 0),
                ByteBuffer.allocate(elements))));
        List<Operator> operators = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            tensors.add(floats(elements));
            operators.add(new Dequantize(0, i));
            outputs.add(i);
        }
        Graph graph = new Graph("widened", tensors, operators, List.of(), outputs);
        long bytes = allocated(() -> Model.of(graph));
        assertTrue(bytes < 4L * Float.BYTES * elements, bytes + " bytes");
    }

    private static Graph chain(int length, IntFunction<Operator> operator) {
        List<Tensor> tensors = Collections.nCopies(length + 1, floats(1, 8));
        List<Operator> operators = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            operators.add(operator.apply(i));
        }
        return new Graph("chain", tensors, operators, List.of(0), List.of(length));
    }

    /** Native operators and, by ABS, those that run in Java between them. CPU time: linear is 4 times, quadratic 16. */
    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void longChainsCostLinearTime(Backend backend) {
        for (IntFunction<Operator> kind : List.<IntFunction<Operator>>of(
                i -> new Relu(i, i + 1, Activation.RELU), i -> new Unary(UnaryFunction.ABS, i, i + 1))) {
            Graph half = chain(4_000, kind);
            Graph whole = chain(16_000, kind);
            open(half, backend);
            long shorter = nanoseconds(() -> open(half, backend));
            long longer = nanoseconds(() -> open(whole, backend));
            assertTrue(
                    longer < 10 * shorter + 100_000_000,
                    longer + " ns for four times the operators of " + shorter + " ns");
        }
    }

    private static void open(Graph graph, Backend backend) {
        SessionOptions options = SessionOptions.defaults().withBackend(backend);
        try (Session session = Model.of(graph).newSession(options);
                Session all = Model.of(graph).newSession(options.keepingAllTensors())) {
            assertEquals(session.backend(), all.backend());
        }
    }

    private static long nanoseconds(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - before;
    }
}
