// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ADD and MUL have in common: two inputs that broadcast. */
abstract class BinaryTest extends OperatorTest {

    abstract Operator operator(int left, int right, int output, Activation activation);

    /** The quantized result before the output's zero point is added. */
    abstract IntBinary int8Result(Quantization left, Quantization right, Quantization out);

    abstract double floatResult(double left, double right);

    interface IntBinary {
        long apply(int left, int right);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "1,1,1",
        "2x3x4x5,2x3x4x5,2x3x4x5",
        "1x7x7x33,33,1x7x7x33",
        "2x1x3x1,4x1x5,2x4x3x5",
        "19,1,19",
        "1,19,19",
        "1x1x1x16,3x5x2x16,3x5x2x16",
        "2x5x5x8,2x1x1x8,2x5x5x8",
        "1x6x1,2x6x3,2x6x3",
        "2x1x2x1x2x1,1x3x1x3x1x3,2x3x2x3x2x3",
        "4x4x130,4x4x1,4x4x130"
    })
    void broadcastsAsNumPyDoes(String leftDims, String rightDims, String outputDims) {
        for (Activation activation : Activation.values()) {
            TestValues values = new TestValues(leftDims.hashCode());
            Shape l = shape(leftDims);
            Shape r = shape(rightDims);
            Shape o = shape(outputDims);
            check(
                    l,
                    values.int8(l.elements()),
                    Quantization.perTensor(0.12f, -128),
                    r,
                    values.int8(r.elements()),
                    Quantization.perTensor(0.05f, 127),
                    o,
                    Quantization.perTensor(0.4f, 3),
                    activation);
            GraphBuilder one = new GraphBuilder();
            float[] left = values.floats(l.elements());
            float[] right = values.floats(r.elements());
            float[] expected = new float[o.elements()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = Expected.clamped(floatResult(left[source(i, o, l)], right[source(i, o, r)]), activation);
            }
            expect(
                    expected,
                    one.graph(operator(one.input(l.dims()), one.input(r.dims()), one.activation(o.dims()), activation)),
                    left,
                    right);
        }
    }

    /** All 65,536 pairs of int8 values. */
    @ParameterizedTest
    @CsvSource({
        "0.5,0,0.5,0,0.5,0",
        "0.1,-128,0.02,127,0.11,-5",
        "0.001,5,3,-7,2.2,0",
        "1,-128,1,-128,1.9,-128",
        "0,0,0.7,3,0.3,127",
        "0.8,-128,1.3,-128,250,-128"
    })
    void isRightForEveryPair(
            float leftScale, int leftZero, float rightScale, int rightZero, float outScale, int outZero) {
        byte[] left = new byte[256 * 256];
        byte[] right = new byte[256 * 256];
        for (int i = 0; i < left.length; i++) {
            left[i] = (byte) (i >> 8);
            right[i] = (byte) i;
        }
        Shape shape = Shape.of(left.length);
        check(
                shape,
                left,
                Quantization.perTensor(leftScale, leftZero),
                shape,
                right,
                Quantization.perTensor(rightScale, rightZero),
                shape,
                Quantization.perTensor(outScale, outZero),
                Activation.NONE);
    }

    @Test
    void takesAConstant() {
        Quantization q = Quantization.perTensor(0.1f, 4);
        byte[] left = new TestValues(1).int8(12);
        byte[] right = new TestValues(2).int8(4);
        GraphBuilder one = new GraphBuilder();
        IntBinary result = int8Result(q, q, q);
        byte[] expected = new byte[12];
        for (int i = 0; i < 12; i++) {
            expected[i] = Expected.narrowed(result.apply(left[i], right[i % 4]), q, Activation.NONE);
        }
        expect(
                expected,
                one.graph(operator(
                        one.int8Input(q, 3, 4), one.constant(right, q, 4), one.int8(q, 3, 4), Activation.NONE)),
                left);
    }

    @Test
    void refusesShapesThatDoNotBroadcast() {
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "do not broadcast to output",
                one.graph(operator(one.input(2, 3), one.input(2), one.activation(2, 3), Activation.NONE)));
        GraphBuilder other = new GraphBuilder();
        expectRefusal(
                "do not broadcast to output",
                other.graph(operator(other.input(1, 3), other.input(3), other.activation(2, 3), Activation.NONE)));
    }

    private void check(
            Shape l,
            byte[] left,
            Quantization leftQ,
            Shape r,
            byte[] right,
            Quantization rightQ,
            Shape o,
            Quantization out,
            Activation activation) {
        GraphBuilder one = new GraphBuilder();
        byte[] expected = new byte[o.elements()];
        IntBinary result = int8Result(leftQ, rightQ, out);
        for (int i = 0; i < expected.length; i++) {
            expected[i] =
                    Expected.narrowed(result.apply(left[source(i, o, l)], right[source(i, o, r)]), out, activation);
        }
        expect(
                expected,
                one.graph(operator(
                        one.int8Input(leftQ, l.dims()),
                        one.int8Input(rightQ, r.dims()),
                        one.int8(out, o.dims()),
                        activation)),
                left,
                right);
    }

    private static Shape shape(String text) {
        return Shape.of(
                Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }

    /** The input element that output element {@code i} reads. */
    private static int source(int i, Shape output, Shape input) {
        int element = 0;
        int stride = 1;
        for (int d = 1, rest = i; d <= input.rank(); d++) {
            element += input.dim(-d) == 1 ? 0 : rest % output.dim(-d) * stride;
            rest /= output.dim(-d);
            stride *= input.dim(-d);
        }
        return element;
    }
}
