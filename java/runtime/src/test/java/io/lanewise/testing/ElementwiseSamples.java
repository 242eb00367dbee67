// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Functions of two values with broadcasting: either side may have fewer dimensions or sizes of 1. */
public final class ElementwiseSamples {
    /** TFLite has no others. */
    private static final List<Comparison> OF_INT16 =
            List.of(Comparison.EQUAL, Comparison.GREATER_EQUAL, Comparison.LESS, Comparison.NOT_EQUAL);

    private ElementwiseSamples() {}

    /** What is measured: sizes of small image and keyword networks. */
    public enum Sized implements Workload {
        ADD_16X16X32(add(Shape.of(1, 16, 16, 32), Shape.of(1, 16, 16, 32))),
        ADD_16X16X32_TO_CHANNELS(add(Shape.of(1, 16, 16, 32), Shape.of(32))),
        SUB_16X16X32(binary(Shape.of(1, 16, 16, 32), Shape.of(1, 16, 16, 32), of(BinaryFunction.SUB))),
        SELECT_16X16X32(select(Shape.of(1, 16, 16, 32))),
        LESS_16X16X32(less(Shape.of(1, 16, 16, 32))),
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
                new OperatorSample("ADD", 6, Form.ALL_BUT_TRUTHS, ElementwiseSamples::add),
                new OperatorSample("MUL", 7, Form.ALL_BUT_TRUTHS, ElementwiseSamples::mul),
                new OperatorSample("SUB", 17, Form.ALL_BUT_TRUTHS, ElementwiseSamples::sub),
                new OperatorSample("EXTREME", 18, Form.ALL_BUT_TRUTHS, ElementwiseSamples::extreme),
                new OperatorSample("QUOTIENT", 32, Form.ALL_BUT_TRUTHS, ElementwiseSamples::quotient)
                        .realInOnnx(Form.INT8, Form.INT16),
                new OperatorSample(
                        "SQUARED_DIFFERENCE",
                        42,
                        Form.REALS_INT8_AND_WHOLE_NUMBERS,
                        ElementwiseSamples::squaredDifference),
                new OperatorSample("FLOOR_DIV", 43, Form.REALS_AND_WHOLE_NUMBERS, ElementwiseSamples::floorDivision),
                new OperatorSample("TRUTHS", 44, Form.TRUTHS, ElementwiseSamples::truths),
                new OperatorSample("COMPARE", 45, Form.ALL_BUT_TRUTHS, ElementwiseSamples::compare)
                        .notInOnnx(Form.INT8, Form.INT16),
                new OperatorSample("SELECT", 46, Form.ALL_ACTIVATIONS, ElementwiseSamples::select));
    }

    private interface Maker {
        Operator make(int left, int right, int output, Activation activation);
    }

    /** What is a natural scale for the output, by those of the inputs. */
    private interface Scale {
        float of(SampleBuilder b, float left, float right);
    }

    static Graph add(SampleBuilder b) {
        return binary(b, ElementwiseSamples::ofSum, Add::new);
    }

    static Graph sub(SampleBuilder b) {
        return binary(b, ElementwiseSamples::ofSum, of(BinaryFunction.SUB));
    }

    static Graph mul(SampleBuilder b) {
        return binary(b, ElementwiseSamples::ofProduct, Mul::new);
    }

    static Graph squaredDifference(SampleBuilder b) {
        // TFLite has no fused activation here.
        return binary(
                b,
                (builder, left, right) -> 32 * (left + right) * (left + right),
                (l, r, o, activation) -> of(BinaryFunction.SQUARED_DIFFERENCE).make(l, r, o, Activation.NONE));
    }

    private static float ofSum(SampleBuilder b, float left, float right) {
        return left + right;
    }

    private static float ofProduct(SampleBuilder b, float left, float right) {
        return left * right * (b.isWide() ? 64 * 256 : 64);
    }

    private static Maker of(BinaryFunction function) {
        return (l, r, o, activation) -> new Binary(function, l, r, o, activation);
    }

    /** Quotients rounded down, and what they leave, of values above 0: by 0 there are none. */
    static Graph floorDivision(SampleBuilder b) {
        b.positive();
        BinaryFunction function = b.oneIn(2) ? BinaryFunction.FLOOR_DIV : BinaryFunction.FLOOR_MOD;
        return binary(
                b,
                ElementwiseSamples::ofSum,
                (l, r, o, activation) -> of(function).make(l, r, o, Activation.NONE));
    }

    static Graph truths(SampleBuilder b) {
        BinaryFunction function = b.oneIn(2) ? BinaryFunction.LOGICAL_AND : BinaryFunction.LOGICAL_OR;
        return binary(
                b,
                ElementwiseSamples::ofSum,
                (l, r, o, activation) -> of(function).make(l, r, o, Activation.NONE));
    }

    static Graph compare(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        int[] right = dims.clone();
        if (b.oneIn(2)) {
            right[b.between(0, dims.length - 1)] = 1;
        }
        List<Comparison> comparisons = b.isWide() ? OF_INT16 : List.of(Comparison.values());
        Comparison comparison = comparisons.get(b.between(0, comparisons.size() - 1));
        boolean stored = b.isWide() && (comparison == Comparison.LESS || comparison == Comparison.GREATER_EQUAL);
        Quantization quantization = b.perTensor(b.reaching(b.scale(1e-3, 0.9)));
        int l = b.input(quantization, dims);
        int r = b.input(stored || b.oneIn(2) ? quantization : b.perTensor(b.reaching(b.scale(1e-3, 0.9))), right);
        return b.build(new Compare(comparison, l, r, b.output(DataType.BOOL, null, dims)));
    }

    /** Each of the three may have fewer dimensions or sizes of 1. */
    static Graph select(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 7);
        Quantization quantization = b.perTensor(b.scale(1e-3, 1));
        int condition = b.indices(DataType.BOOL, 2, repeated(b, dims));
        int left = b.input(quantization, repeated(b, dims));
        int right = b.input(quantization, dims);
        return b.build(new Select(condition, left, right, b.output(quantization, dims)));
    }

    private static int[] repeated(SampleBuilder b, int[] dims) {
        int[] fewer = Arrays.copyOfRange(dims, b.oneIn(3) ? b.between(0, dims.length - 1) : 0, dims.length);
        for (int d = 0; d < fewer.length; d++) {
            fewer[d] = b.oneIn(4) ? 1 : fewer[d];
        }
        return fewer;
    }

    /** Either side may have fewer dimensions or sizes of 1, and may be a constant. */
    private static Graph binary(SampleBuilder b, Scale natural, Maker maker) {
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
        int a = b.input(leftScale, left);
        int c = b.oneIn(3) ? b.constant(rightScale, shorter) : b.input(rightScale, shorter);
        int output =
                b.output(b.perTensor(natural.of(b, leftScale.scale(), rightScale.scale()) * b.scale(0.1, 4)), dims);
        boolean swap = b.oneIn(2);
        Activation activation = b.activation();
        return b.build(maker.make(swap ? c : a, swap ? a : c, output, activation));
    }

    /** Quotients and powers, of values above 0. */
    static Graph quotient(SampleBuilder b) {
        b.positive();
        if (b.isQuantized()) {
            return integerQuotient(b);
        }
        // Powers of integers soon leave their type, where C++ says nothing.
        BinaryFunction function = b.isWhole() || b.oneIn(2) ? BinaryFunction.DIV : BinaryFunction.POW;
        return binary(b, ElementwiseSamples::ofProduct, of(function));
    }

    /** At ratios of scales where TFLite shifts by less than 32 bits, beyond which it says nothing. */
    private static Graph integerQuotient(SampleBuilder b) {
        int[] dims = b.shape(b.between(1, 4), 9);
        int[] right = dims.clone();
        if (b.oneIn(2)) {
            right[b.between(0, dims.length - 1)] = 1;
        }
        Quantization dividend = b.perTensor(b.scale(1e-3, 1));
        Quantization divisor = b.perTensor(b.scale(1e-3, 1));
        float ratio = b.isWide() ? b.scale(16500, 32500) : b.scale(65, 2000);
        int l = b.input(dividend, dims);
        int r = b.oneIn(3) ? b.constant(divisor, right) : b.input(divisor, right);
        int output = b.output(b.perTensor(dividend.scale() / (divisor.scale() * ratio)), dims);
        return b.build(new Binary(BinaryFunction.DIV, l, r, output, b.activation()));
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

    /** By truths that are all there; inputs are what they may be. */
    public static SizedOperator select(Shape shape) {
        return graph -> {
            int condition = graph.input(DataType.BOOL, shape, null);
            int left = graph.input(shape);
            int right = graph.input(shape);
            graph.add(new Select(condition, left, right, graph.activation(shape, SizedGraph.SIGNED)));
        };
    }

    /** Truths of two images. */
    public static SizedOperator less(Shape shape) {
        return graph -> graph.add(new Compare(
                Comparison.LESS, graph.input(shape), graph.input(shape), graph.activation(DataType.BOOL, shape, null)));
    }

    private static SizedOperator binary(Shape left, Shape right, Maker operator) {
        return graph -> graph.add(operator.make(
                graph.input(left), graph.input(right), graph.activation(left, SizedGraph.OTHER), Activation.NONE));
    }
}
