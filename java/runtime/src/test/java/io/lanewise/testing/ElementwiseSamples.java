// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Functions of two values with broadcasting: either side may have fewer dimensions or sizes of 1. */
public final class ElementwiseSamples {

    private ElementwiseSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        ADD_16X16X32(add(Shape.of(1, 16, 16, 32), Shape.of(1, 16, 16, 32))),
        ADD_16X16X32_TO_CHANNELS(add(Shape.of(1, 16, 16, 32), Shape.of(32))),
        MUL_16X16X32(mul(Shape.of(1, 16, 16, 32), Shape.of(1, 16, 16, 32))),
        MUL_16X16X32_BY_CHANNELS(mul(Shape.of(1, 16, 16, 32), Shape.of(1, 1, 1, 32)));

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
                new OperatorSample("ADD", 6, Form.REALS_AND_INTEGERS, ElementwiseSamples::add),
                new OperatorSample("MUL", 7, Form.REALS_AND_INTEGERS, ElementwiseSamples::mul),
                new OperatorSample("SUB", 17, Form.REALS_AND_INT8, ElementwiseSamples::sub),
                new OperatorSample("EXTREME", 18, Form.REALS_AND_INT8, ElementwiseSamples::extreme),
                new OperatorSample("QUOTIENT", 32, Form.REALS, ElementwiseSamples::quotient));
    }

    private interface Maker {
        Operator make(int left, int right, int output, Activation activation);
    }

    static Graph add(SampleBuilder b) {
        return binary(b, true, Add::new);
    }

    static Graph sub(SampleBuilder b) {
        return binary(b, true, (l, r, o, activation) -> new Binary(BinaryFunction.SUB, l, r, o, activation));
    }

    static Graph mul(SampleBuilder b) {
        return binary(b, false, Mul::new);
    }

    /** Either side may have fewer dimensions or sizes of 1, and may be a constant. */
    private static Graph binary(SampleBuilder b, boolean sum, Maker maker) {
        int rank = b.between(1, 4);
        int[] dims = b.shape(rank, 9);
        int[] left = dims.clone();
        int[] right = dims.clone();
        if (b.oneIn(2)) {
            for (int d = 0; d < rank; d++) {
                switch (b.between(0, 3)) {
                    case 0 -> left[d] = 1;
                    case 1 -> right[d] = 1;
                    default -> {}
                }
            }
        }
        int cut = b.oneIn(3) ? b.between(0, rank - 1) : 0;
        for (int d = 0; d < cut; d++) {
            dims[d] = left[d];
        }
        int[] shorter = Arrays.copyOfRange(right, cut, rank);
        for (int d = 0; d < rank; d++) {
            dims[d] = Math.max(left[d], d < cut ? 1 : right[d]);
        }
        Quantization leftScale = b.perTensor(b.scale(1e-3, 1));
        Quantization rightScale = b.perTensor(leftScale.scale() * b.scale(0.01, 100));
        float natural = sum
                ? leftScale.scale() + rightScale.scale()
                : leftScale.scale() * rightScale.scale() * (b.isWide() ? 64 * 256 : 64);
        int a = b.input(leftScale, left);
        int c = b.oneIn(3) ? b.constant(rightScale, shorter) : b.input(rightScale, shorter);
        int output = b.output(b.perTensor(natural * b.scale(0.1, 4)), dims);
        boolean swap = b.oneIn(2);
        Activation activation = b.activation();
        return b.build(maker.make(swap ? c : a, swap ? a : c, output, activation));
    }

    /** Quotients and powers, of values above 0. */
    static Graph quotient(SampleBuilder b) {
        b.positive();
        BinaryFunction function = b.oneIn(2) ? BinaryFunction.DIV : BinaryFunction.POW;
        return binary(b, false, (l, r, o, activation) -> new Binary(function, l, r, o, activation));
    }

    static Graph extreme(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        int[] right = dims.clone();
        if (b.oneIn(2)) {
            right[b.between(0, dims.length - 1)] = 1;
        }
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        BinaryFunction function = b.oneIn(2) ? BinaryFunction.MAXIMUM : BinaryFunction.MINIMUM;
        return b.build(new Binary(
                function,
                b.input(quantization, dims),
                b.input(quantization, right),
                b.output(quantization, dims),
                Activation.NONE));
    }

    /** {@code right} may be any shape that {@code left} can be broadcast with. */
    public static SizedOperator add(Shape left, Shape right) {
        return binary(left, right, Add::new);
    }

    /** {@code right} may be any shape that {@code left} can be broadcast with. */
    public static SizedOperator mul(Shape left, Shape right) {
        return binary(left, right, Mul::new);
    }

    private static SizedOperator binary(Shape left, Shape right, Maker operator) {
        return graph -> graph.add(operator.make(
                graph.input(left), graph.input(right), graph.activation(left, SizedGraph.OTHER), Activation.NONE));
    }
}
