// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Closeness.Effect;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Operators on single elements, on pairs of them, and between types. */
final class ElementwiseGrowth {
    private static final Set<DataType> ALL = Set.of(DataType.INT8, DataType.INT16, DataType.FLOAT32);
    private static final Set<DataType> INT8_OR_FLOAT = Set.of(DataType.INT8, DataType.FLOAT32);
    private static final Set<DataType> FLOAT = Set.of(DataType.FLOAT32);

    private interface Maker {
        Operator make(int left, int right, int output, Activation activation);
    }

    private ElementwiseGrowth() {}

    static void addTo(GrowthTable table) {
        table.add(Add.class, ElementwiseGrowth::add, Effect.SMOOTH);
        table.add(Binary.class, ElementwiseGrowth::binary, (graph, operator) -> switch (operator.function()) {
            case MAXIMUM, MINIMUM -> Effect.MOVES;
            case SQUARED_DIFFERENCE, SUB -> Effect.SMOOTH;
            case DIV, FLOOR_DIV, FLOOR_MOD, LOGICAL_AND, LOGICAL_OR, POW -> Effect.STEEP;
        });
        table.add(Dequantize.class, ElementwiseGrowth::dequantize, Effect.MOVES);
        table.add(L2Normalization.class, ElementwiseGrowth::l2Normalization, Effect.STEEP);
        table.add(LeakyRelu.class, ElementwiseGrowth::leakyRelu, Effect.SMOOTH);
        table.add(LogSoftmax.class, ElementwiseGrowth::logSoftmax, Effect.STEEP);
        table.add(Logistic.class, ElementwiseGrowth::logistic, Effect.SMOOTH);
        table.add(Mul.class, ElementwiseGrowth::mul, Effect.SMOOTH);
        table.add(Prelu.class, ElementwiseGrowth::prelu, Effect.SMOOTH);
        table.add(Quantize.class, ElementwiseGrowth::quantize, Effect.STEEP);
        table.add(Relu.class, ElementwiseGrowth::relu, Effect.MOVES);
        table.add(Softmax.class, ElementwiseGrowth::softmax, Effect.STEEP);
        table.add(Unary.class, ElementwiseGrowth::unary, (graph, operator) -> switch (operator.function()) {
            case ABS, COS, ELU, GELU, HARD_SWISH, NEG, SIN, SQUARE, TANH -> Effect.SMOOTH;
            case CEIL, EXP, FLOOR, LOG, LOGICAL_NOT, ROUND, RSQRT, SIGN, SQRT -> Effect.STEEP;
        });
    }

    static boolean add(Sketch s) {
        return binary(s, ALL, ElementwiseGrowth::ofSum, Add::new);
    }

    static boolean mul(Sketch s) {
        return binary(s, ALL, ElementwiseGrowth::ofProduct, Mul::new);
    }

    static boolean binary(Sketch s) {
        BinaryFunction function = s.oneOf(List.of(BinaryFunction.values()));
        Set<DataType> types = forms(function::hasForm);
        return switch (function) {
            case LOGICAL_AND, LOGICAL_OR -> truths(s, function);
            case FLOOR_DIV, FLOOR_MOD -> floorDivision(s, function);
            case SQUARED_DIFFERENCE -> squaredDifference(s, types);
            case SUB, DIV ->
                binary(
                        s,
                        function == BinaryFunction.DIV ? FLOAT : types, // by integers that are not 0
                        ElementwiseGrowth::ofSum,
                        (l, r, o, activation) -> new Binary(function, l, r, o, activation));
            case POW ->
                binary(
                        s,
                        types,
                        ElementwiseGrowth::ofSum,
                        (l, r, o, activation) -> new Binary(function, l, r, o, Activation.NONE));
            case MAXIMUM, MINIMUM -> extremum(s, types, function);
        };
    }

    private static Set<DataType> forms(Predicate<DataType> hasForm) {
        return hasForm.test(DataType.INT16) ? ALL : hasForm.test(DataType.INT8) ? INT8_OR_FLOAT : FLOAT;
    }

    /** What is a natural scale for the output, by those of the inputs. */
    private interface Scale {
        float of(DataType type, float left, float right);
    }

    private static float ofSum(DataType type, float left, float right) {
        return left + right;
    }

    private static float ofProduct(DataType type, float left, float right) {
        return left * right * (type == DataType.INT16 ? 64 * 256 : 64);
    }

    private static boolean binary(Sketch s, Set<DataType> types, Scale natural, Maker maker) {
        int left = s.pick(types, 1, 4);
        if (left < 0) {
            return false;
        }
        DataType type = s.tensor(left).type();
        int right = partner(s, left, type, s.quantization(type, s.scaleOf(left) * s.scale(0.01, 100)));
        int output = s.rescaled(
                left, natural.of(type, s.scaleOf(left), s.scaleOf(right)), joined(s.dims(left), s.dims(right)));
        boolean swap = s.oneIn(2);
        s.add(maker.make(swap ? right : left, swap ? left : right, output, s.activation()));
        return true;
    }

    private static boolean squaredDifference(Sketch s, Set<DataType> types) {
        return binary(
                s,
                types,
                (type, left, right) -> 32 * (left + right) * (left + right),
                (l, r, o, activation) -> new Binary(BinaryFunction.SQUARED_DIFFERENCE, l, r, o, Activation.NONE));
    }

    /** By what is not 0, which TFLite takes for a failure. */
    private static boolean floorDivision(Sketch s, BinaryFunction function) {
        int left = s.pick(FLOAT, 1, 4);
        if (left < 0) {
            return false;
        }
        int right = s.positive(s.dims(left));
        s.add(new Binary(function, left, right, s.like(left, s.dims(left)), Activation.NONE));
        return true;
    }

    private static boolean truths(Sketch s, BinaryFunction function) {
        int left = s.pick(Set.of(DataType.BOOL), 1, 4);
        if (left < 0) {
            return false;
        }
        int other = s.pick(tensor -> broadcasts(s.tensor(left), tensor));
        int right = other < 0 ? left : other;
        int output = s.tensor(DataType.BOOL, null, joined(s.dims(left), s.dims(right)));
        s.add(new Binary(function, left, right, output, Activation.NONE));
        return true;
    }

    /** All on the same steps. */
    private static boolean extremum(Sketch s, Set<DataType> types, BinaryFunction function) {
        int left = s.pick(types, 1, 4);
        if (left < 0) {
            return false;
        }
        Tensor tensor = s.tensor(left);
        int right = s.pick(
                other -> broadcasts(tensor, other) && Objects.equals(tensor.quantization(), other.quantization()));
        if (right < 0 || s.oneIn(3)) {
            right = s.constant("limit", tensor.type(), tensor.quantization(), reduced(s, s.dims(left)));
        }
        s.add(new Binary(function, left, right, s.like(left, joined(s.dims(left), s.dims(right))), Activation.NONE));
        return true;
    }

    /** Another activation of the same type that broadcasts, itself among them, or a constant. */
    private static int partner(Sketch s, int left, DataType type, Quantization quantization) {
        if (s.oneIn(3)) {
            return s.constant("operand", type, quantization, reduced(s, s.dims(left)));
        }
        int other = s.pick(tensor -> broadcasts(s.tensor(left), tensor));
        return other < 0 ? left : other;
    }

    private static boolean broadcasts(Tensor one, Tensor other) {
        int[] a = one.shape().dims();
        int[] b = other.shape().dims();
        boolean fits = one.type() == other.type() && b.length >= 1 && b.length <= 4;
        for (int d = 1; fits && d <= Math.min(a.length, b.length); d++) {
            int x = a[a.length - d];
            int y = b[b.length - d];
            fits = x == y || x == 1 || y == 1;
        }
        return fits && Arrays.stream(joined(a, b)).reduce(1, (x, y) -> x * y) <= Sketch.MOST_ELEMENTS;
    }

    private static int[] joined(int[] a, int[] b) {
        int[] joined = new int[Math.max(a.length, b.length)];
        for (int d = 1; d <= joined.length; d++) {
            int left = d <= a.length ? a[a.length - d] : 1;
            int right = d <= b.length ? b[b.length - d] : 1;
            joined[joined.length - d] = Math.max(left, right);
        }
        return joined;
    }

    /** Some sizes become 1, some of the outer dimensions go. */
    private static int[] reduced(Sketch s, int[] dims) {
        int[] reduced = Arrays.copyOfRange(dims, s.oneIn(2) ? s.between(0, dims.length - 1) : 0, dims.length);
        for (int d = 0; d < reduced.length; d++) {
            reduced[d] = s.oneIn(4) ? 1 : reduced[d];
        }
        return reduced;
    }

    static boolean unary(Sketch s) {
        UnaryFunction function = s.oneOf(List.of(UnaryFunction.values()));
        if (function == UnaryFunction.LOGICAL_NOT) {
            int truths = s.pick(Set.of(DataType.BOOL), 1, 5);
            if (truths >= 0) {
                s.add(new Unary(function, truths, s.like(truths, s.dims(truths))));
            }
            return truths >= 0;
        }
        // Of these, integers are bound to what is not negative, or to one scale.
        boolean real = Set.of(UnaryFunction.NEG, UnaryFunction.RSQRT, UnaryFunction.SQRT)
                .contains(function);
        int input = s.pick(real ? FLOAT : forms(function::hasForm), 1, 5);
        if (input < 0) {
            return false;
        }
        DataType type = s.tensor(input).type();
        float unit = type == DataType.INT16 ? 1f / 32768 : 1f / 128;
        int output = function == UnaryFunction.TANH && type != DataType.FLOAT32
                ? s.tensor(type, Quantization.perTensor(unit, 0), s.dims(input))
                : s.rescaled(input, s.scaleOf(input), s.dims(input));
        s.add(new Unary(function, input, output));
        return true;
    }

    static boolean l2Normalization(Sketch s) {
        return normalized(s, Quantization.perTensor(1f / 128, 0), L2Normalization::new);
    }

    static boolean logSoftmax(Sketch s) {
        return normalized(s, Quantization.perTensor(1f / 16, 127), LogSoftmax::new);
    }

    private interface Normalization {
        Operator make(int input, int output);
    }

    private static boolean normalized(Sketch s, Quantization int8, Normalization normalization) {
        int input = s.pick(INT8_OR_FLOAT, 1, 4);
        if (input < 0) {
            return false;
        }
        DataType type = s.tensor(input).type();
        int output = s.tensor(type, type == DataType.FLOAT32 ? null : int8, s.dims(input));
        s.add(normalization.make(input, output));
        return true;
    }

    static boolean leakyRelu(Sketch s) {
        int input = s.pick(ALL, 1, 5);
        if (input < 0) {
            return false;
        }
        s.add(new LeakyRelu(input, s.rescaled(input, s.scaleOf(input), s.dims(input)), s.scale(0.01, 2)));
        return true;
    }

    /** A slope for each channel, or for each element of an image. */
    static boolean prelu(Sketch s) {
        int input = s.pick(INT8_OR_FLOAT, 4, 4);
        if (input < 0) {
            return false;
        }
        int[] dims = s.dims(input);
        DataType type = s.tensor(input).type();
        int slope = s.constant(
                "slope",
                type,
                s.quantization(type, s.scale(1e-3, 0.02)),
                s.oneIn(2) ? 1 : dims[1],
                s.oneIn(2) ? 1 : dims[2],
                dims[3]);
        s.add(new Prelu(input, slope, s.rescaled(input, s.scaleOf(input), dims)));
        return true;
    }

    static boolean relu(Sketch s) {
        int input = s.pick(ALL, 1, 5);
        if (input < 0) {
            return false;
        }
        int kinds = Activation.values().length;
        // TFLite has no int16 RELU_N1_TO_1, the last.
        Activation kind =
                Activation.values()[s.between(1, kinds - (s.tensor(input).type() == DataType.INT16 ? 2 : 1))];
        int output = s.oneIn(2) ? s.like(input, s.dims(input)) : s.rescaled(input, s.scaleOf(input), s.dims(input));
        s.add(new Relu(input, output, kind));
        return true;
    }

    static boolean logistic(Sketch s) {
        int input = s.pick(ALL, 1, 5);
        if (input < 0) {
            return false;
        }
        s.add(new Logistic(input, probability(s, input)));
        return true;
    }

    static boolean softmax(Sketch s) {
        int input = s.pick(ALL, 1, 4);
        if (input < 0) {
            return false;
        }
        s.add(new Softmax(input, probability(s, input), s.oneIn(2) ? 1 : s.scale(0.1, 4)));
        return true;
    }

    private static int probability(Sketch s, int input) {
        DataType type = s.tensor(input).type();
        return s.tensor(
                type,
                switch (type) {
                    case FLOAT32 -> null;
                    case INT16 -> Quantization.perTensor(1f / 32768, 0);
                    default -> Quantization.perTensor(1f / 256, -128);
                },
                s.dims(input));
    }

    /** From floats, or to other steps; from int8 TFLite 2.21 has no way to int16. */
    static boolean quantize(Sketch s) {
        int input = s.pick(ALL, 1, 5);
        if (input < 0) {
            return false;
        }
        DataType type = s.tensor(input).type();
        List<DataType> targets = List.of(DataType.INT8, DataType.INT16).stream()
                .filter(target -> s.allows(target) && (type != DataType.INT8 || target == DataType.INT8))
                .toList();
        if (targets.isEmpty()) {
            return false;
        }
        DataType target = s.oneOf(targets);
        float natural = type == DataType.FLOAT32
                ? target == DataType.INT8 ? 0.02f : 1e-4f
                : s.scaleOf(input) * (type == target ? 1 : 256);
        s.add(new Quantize(
                input, s.tensor(target, s.quantization(target, natural * s.scale(0.05, 20)), s.dims(input))));
        return true;
    }

    static boolean dequantize(Sketch s) {
        int input = s.pick(Set.of(DataType.INT8, DataType.INT16), 1, 5);
        if (input < 0 || !s.allows(DataType.FLOAT32)) {
            return false;
        }
        s.add(new Dequantize(input, s.tensor(DataType.FLOAT32, null, s.dims(input))));
        return true;
    }
}
