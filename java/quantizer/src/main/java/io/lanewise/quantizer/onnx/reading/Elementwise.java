// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.elementwise.Comparison;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import java.util.Arrays;
import java.util.List;

/** Functions of each element, of one value or of two that broadcast. Values keep the order in which they lie. */
record Elementwise(Emission emission) {

    private interface Maker {
        Operator make(int left, int right, int output);
    }

    /** Two tensors of one type that lie in one order, and what they broadcast to. */
    private record Operands(int[] dims, int[] order, int left, int right) {}

    private interface UnaryMaker {
        Operator make(int input, int output);
    }

    Computed unary(UnaryFunction function, Value x) {
        return each(x, (input, output) -> new Unary(function, input, output));
    }

    Computed logistic(Value x) {
        return each(x, Logistic::new);
    }

    Computed relu(Value x, Activation activation) {
        return each(x, (input, output) -> new Relu(input, output, activation));
    }

    Computed leakyRelu(Value x, float alpha) {
        return each(x, (input, output) -> new LeakyRelu(input, output, alpha));
    }

    Computed add(Value left, Value right) {
        return both(left, right, (l, r, o) -> new Add(l, r, o, Activation.NONE));
    }

    Computed add(Value left, float right) {
        return add(left, Literal.scalar(right));
    }

    Computed mul(Value left, Value right) {
        return both(left, right, (l, r, o) -> new Mul(l, r, o, Activation.NONE));
    }

    Computed mul(Value left, float right) {
        return mul(left, Literal.scalar(right));
    }

    Computed prelu(Value x, Value slope) {
        return both(x, slope, Prelu::new);
    }

    /** Truths of two values of one type. */
    Computed compare(Comparison comparison, Value left, Value right) {
        Operands operands = operands(left, right);
        return emission.emit(
                DataType.BOOL,
                operands.dims,
                operands.order,
                output -> new Compare(comparison, operands.left, operands.right, output));
    }

    /** Of two values of one type the left one where a condition holds. */
    Computed select(Value condition, Value left, Value right) {
        int[] dims = Strides.broadcastDims(condition.dims(), Strides.broadcastDims(left.dims(), right.dims()));
        int[] ofValues = order(left, right, dims.length);
        int[] order = Orders.isIdentity(ofValues) ? order(condition, left, dims.length) : ofValues;
        DataType type = emission.type(List.of(left, right));
        int c = operand(condition, order, DataType.BOOL);
        int l = operand(left, order, type);
        int r = operand(right, order, type);
        return emission.emit(dims, order, output -> new Select(c, l, r, output));
    }

    Computed binary(BinaryFunction function, Value left, Value right) {
        return both(left, right, (l, r, o) -> new Binary(function, l, r, o, Activation.NONE));
    }

    /** Clamps; either bound may be infinite. */
    Computed clip(Value x, float minimum, float maximum) {
        for (Activation activation : Activation.values()) {
            if (activation.minimum() == minimum && activation.maximum() == maximum) {
                return activation == Activation.NONE ? emission.computed(x) : relu(x, activation);
            }
        }
        Value low = minimum > Float.NEGATIVE_INFINITY ? binary(BinaryFunction.MAXIMUM, x, Literal.scalar(minimum)) : x;
        return maximum < Float.POSITIVE_INFINITY
                ? binary(BinaryFunction.MINIMUM, low, Literal.scalar(maximum))
                : emission.computed(low);
    }

    private Computed each(Value x, UnaryMaker maker) {
        Computed input = emission.computed(x);
        return emission.emit(input.dims(), input.order(), output -> maker.make(input.tensor(), output));
    }

    private Computed both(Value left, Value right, Maker maker) {
        Operands operands = operands(left, right);
        return emission.emit(
                operands.dims, operands.order, output -> maker.make(operands.left, operands.right, output));
    }

    private Operands operands(Value left, Value right) {
        int[] dims = Strides.broadcastDims(left.dims(), right.dims());
        int[] order = order(left, right, dims.length);
        DataType type = emission.type(List.of(left, right));
        return new Operands(dims, order, operand(left, order, type), operand(right, order, type));
    }

    /** That of the left value if it lies in one of its own, else of the right. */
    private static int[] order(Value left, Value right, int rank) {
        int[] fromLeft = order(left, rank);
        return fromLeft != null && !Orders.isIdentity(fromLeft) || !(right instanceof Computed) || right.rank() < rank
                ? fromLeft == null ? Orders.identity(rank) : fromLeft
                : order(right, rank);
    }

    private static int[] order(Value value, int rank) {
        return value instanceof Computed computed ? Orders.withLeading(computed.order(), rank - value.rank()) : null;
    }

    private int operand(Value value, int[] order, DataType type) {
        int leading = order.length - value.rank();
        int[] dims = new int[order.length];
        Arrays.fill(dims, 1);
        System.arraycopy(value.dims(), 0, dims, leading, value.rank());
        if (value instanceof Literal literal) {
            return constant(literal.reshaped(dims).transposed(Orders.inverse(order)), type);
        }
        Computed computed = (Computed) value;
        Computed wide = leading == 0
                ? computed
                : emission.viewed(computed, dims, Orders.withLeading(computed.order(), leading));
        return emission.ordered(wide, order).tensor();
    }

    /** Without sizes of 1 in front, which broadcasting adds anyway. */
    private int constant(Literal literal, DataType type) {
        int[] dims = literal.dims();
        int first = 0;
        while (first < dims.length - 1 && dims[first] == 1) {
            first++;
        }
        return emission.constant(literal.reshaped(Arrays.copyOfRange(dims, first, dims.length)), type);
    }
}
