// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.quantization.Dequantization;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorKinds;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of operator, a model of its own, written as {@code .onnx}: read again the same bytes, and ONNX Runtime
 * runs it.
 */
@OnOracle
class OnnxOperatorsTest {
    private static final int CASES = 30;

    @ParameterizedTest
    @MethodSource("io.lanewise.testing.OperatorSamples#int8InOnnx")
    void int8ComesBack(OperatorSample sample) {
        for (int number = 0; number < CASES; number++) {
            // ONNX has no slopes of int4.
            boolean packed = number % 4 == 0
                    && sample.forms().contains(Form.INT8_BY_INT4)
                    && !sample.name().equals("PRELU");
            OperatorCase drawn = sample.draw(number, packed ? Form.INT8_BY_INT4 : Form.INT8);
            OnnxRoundTrip.check(drawn.graph(), drawn.inputs(), drawn.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("io.lanewise.testing.OperatorSamples#int16InOnnx")
    void int16ComesBack(OperatorSample sample) {
        for (int number = 0; number < CASES; number++) {
            boolean packed = number % 4 == 0 && sample.forms().contains(Form.INT16_BY_INT4);
            OperatorCase drawn = sample.draw(number, packed ? Form.INT16_BY_INT4 : Form.INT16);
            OnnxRoundTrip.check(drawn.graph(), drawn.inputs(), drawn.toString());
        }
    }

    /** Those that have nothing but reals once their integers are: no positions, no truths. */
    static Stream<OperatorSample> integersAndReals() {
        return OperatorSamples.int8InOnnx()
                .filter(sample -> sample.forms().contains(Form.FLOAT32))
                .filter(sample -> !hasWholeNumbers(sample.draw(0, Form.FLOAT32).graph()));
    }

    private static boolean hasWholeNumbers(Graph graph) {
        return graph.tensors().stream().anyMatch(tensor -> tensor.type() != DataType.FLOAT32);
    }

    static Stream<Arguments> positionsAndTruths() {
        return Stream.of(Form.FLOAT32, Form.INT32, Form.BOOL)
                .flatMap(form -> OperatorSamples.ofOnnx(form)
                        .filter(sample -> hasWholeNumbers(sample.draw(0, form).graph()))
                        .map(sample -> Arguments.of(sample, form)));
    }

    /** ONNX Runtime's numbers are the same, too: nothing is rounded. Its products stop at the end of int32. */
    @ParameterizedTest
    @MethodSource("positionsAndTruths")
    void wholeNumbersComeBack(OperatorSample sample, Form form) {
        for (int number = 0; number < CASES; number++) {
            OperatorCase drawn = sample.draw(number, form);
            for (OnnxComparison output : OnnxRoundTrip.check(drawn.graph(), drawn.inputs(), drawn.toString())) {
                if (!isCutOff(drawn.operator(), output.actual())) {
                    assertArrayEquals(output.expected(), output.actual(), 1e-6f * output.magnitude(), drawn.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("integersAndReals")
    void float32ComesBack(OperatorSample sample) {
        for (int number = 0; number < CASES; number++) {
            checkReals(
                    float32(sample.draw(number, Form.INT8).graph()),
                    sample.name().equals("ROOT"));
        }
    }

    @Test
    void kindsOfRealsAloneComeBack() {
        realsAlone().forEach(graph -> checkReals(graph, true));
    }

    private static boolean isCutOff(Operator operator, float[] numbers) {
        boolean product = operator instanceof Reduce reduce && reduce.function() == ReduceFunction.PROD;
        return product && IntStream.range(0, numbers.length).anyMatch(i -> Math.abs(numbers[i]) == 0x1p31f);
    }

    /** Fails for a new kind of operator, or a new function of one, that no test here writes. */
    @Test
    void allKindsAreThere() {
        Set<String> tested = new TreeSet<>();
        Stream<Graph> drawn = Stream.of(Form.INT8, Form.FLOAT32, Form.INT32, Form.BOOL)
                .flatMap(form -> OperatorSamples.ofOnnx(form)
                        .flatMap(sample -> IntStream.range(0, CASES)
                                .mapToObj(number -> sample.draw(number, form).graph())));
        Stream.concat(realsAlone().stream(), drawn)
                .forEach(graph -> tested.add(OperatorKinds.of(graph.operators().get(0))));
        Set<String> written = OperatorKinds.all();
        OperatorSamples.all()
                .filter(sample -> sample.inOnnx().isEmpty())
                .forEach(sample -> IntStream.range(0, CASES)
                        .mapToObj(number -> sample.draw(
                                        number, sample.forms().iterator().next())
                                .operator())
                        .map(OperatorKinds::of)
                        .forEach(written::remove));
        assertEquals(written, tested);
    }

    private static void checkReals(Graph graph, boolean positive) {
        byte[] record = OnnxRoundTrip.record(graph, new Random(5));
        ByteBuffer reals = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < record.length && positive; i += Float.BYTES) {
            reals.putFloat(i, 0.1f + Math.abs(reals.getFloat(i)));
        }
        String what = graph.operators().toString();
        for (OnnxComparison output : OnnxRoundTrip.check(graph, record, what)) {
            float error = output.largestDifference() / Math.max(output.magnitude(), 1e-6f);
            assertTrue(error <= 1e-4f, what + ": ONNX Runtime's differ by " + error);
        }
    }

    /** Functions that integers do not have. */
    private static List<Graph> realsAlone() {
        List<Graph> graphs = new ArrayList<>();
        for (UnaryFunction function : UnaryFunction.values()) {
            if (function == UnaryFunction.LOGICAL_NOT) {
                continue;
            }
            graphs.add(reals(new Unary(function, 0, 2), new int[] {1, 3, 4, 5}, new int[] {1, 3, 4, 5}));
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            if (function.isLogical()) {
                continue;
            }
            graphs.add(reals(
                    new Binary(function, 0, 1, 2, Activation.NONE), new int[] {1, 3, 4, 5}, new int[] {1, 3, 4, 5}));
        }
        for (ReduceFunction function : ReduceFunction.values()) {
            if (function.isLogical()) {
                continue;
            }
            graphs.add(reals(
                    new Reduce(function, 0, 2, List.of(1, 2), true), new int[] {1, 3, 4, 5}, new int[] {1, 1, 1, 5}));
            graphs.add(
                    reals(new Reduce(function, 0, 2, List.of(2), false), new int[] {1, 3, 4, 5}, new int[] {1, 3, 5}));
        }
        graphs.add(reals(new BatchMatMul(0, 1, 2), new int[] {2, 3, 3}, new int[] {2, 3, 3}));
        return graphs;
    }

    private static Graph reals(Operator operator, int[] in, int[] out) {
        List<Tensor> tensors = List.of(real("x", in), real("y", in), real("z", out));
        return new Graph("reals", tensors, List.of(operator), operator.inputs(), List.of(2));
    }

    private static Tensor real(String name, int... dims) {
        return new Tensor(name, DataType.FLOAT32, Shape.of(dims), null, null);
    }

    /** The same operator on the reals that integers stand for. */
    private static Graph float32(Graph graph) {
        return graph.with(
                graph.tensors().stream().map(OnnxOperatorsTest::real).toList(),
                graph.operators(),
                graph.inputs(),
                graph.outputs());
    }

    private static Tensor real(Tensor tensor) {
        if (!tensor.isConstant()) {
            return real(tensor.name(), tensor.shape().dims());
        }
        boolean bias = tensor.type() == DataType.INT32;
        float[] values = bias ? new float[tensor.shape().elements()] : Dequantization.floats(tensor);
        for (int c = 0; c < values.length && bias; c++) {
            values[c] = tensor.data().getInt(Integer.BYTES * c)
                    * tensor.quantization().scale(c);
        }
        return Tensor.constant(tensor.name(), tensor.shape(), values);
    }
}
