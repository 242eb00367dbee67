// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Element-by-element arithmetic on literals: reals rounded to float32, integers wrapped to their type. */
final class LiteralArithmetic {

    private LiteralArithmetic() {
    }

    static Literal of(TensorProto.DataType type, int[] dims, IntToDoubleFunction element) {
        float[] values = new float[Literal.elements(dims)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) element.applyAsDouble(i);
        }
        return new Literal(type, dims, values, null);
    }

    /** An integer as its type holds it. */
    static long wrapped(TensorProto.DataType type, long value) {
        return switch (type) {
            case INT8 -> (byte) value;
            case UINT8 -> value & 0xFF;
            case INT16 -> (short) value;
            case UINT16 -> value & 0xFFFF;
            case INT32 -> (int) value;
            case UINT32 -> value & 0xFFFFFFFFL;
            case BOOL -> value != 0 ? 1 : 0;
            case INT4 -> value << 60 >> 60;
            case UINT4 -> value & 0xF;
            default -> value;
        };
    }

    static Literal unary(Node node, DoubleUnaryOperator real, LongUnaryOperator integer) {
        Literal x = node.literal(0);
        return x.isReal() ? of(x.type(), x.dims(), i -> real.applyAsDouble(x.floats()[i]))
                : new Literal(x.type(), x.dims(), null,
                        LongStream.of(x.longs()).map(value -> wrapped(x.type(), integer.applyAsLong(value))).toArray());
    }

    static Literal binary(Node node, DoubleBinaryOperator real, LongBinaryOperator integer) {
        return binary(node.literal(0), node.literal(1), real, integer);
    }

    /** Of any number of inputs, from the left. */
    static Literal chain(Node node, DoubleBinaryOperator real, LongBinaryOperator integer) {
        Literal result = node.literal(0);
        for (int i = 1; i < node.inputCount(); i++) {
            result = binary(result, node.literal(i), real, integer);
        }
        return result;
    }

    private static Literal binary(Literal left, Literal right, DoubleBinaryOperator real, LongBinaryOperator integer) {
        Refusal.unless(left.isReal() == right.isReal(), "mixes %s and %s", left.type(), right.type());
        int[] dims = Strides.broadcastDims(left.dims(), right.dims());
        int[] l = Strides.places(dims, Strides.broadcast(left.dims(), dims));
        int[] r = Strides.places(dims, Strides.broadcast(right.dims(), dims));
        return left.isReal() ? of(left.type(), dims, i -> real.applyAsDouble(left.floats()[l[i]], right.floats()[r[i]]))
                : new Literal(left.type(), dims, null, IntStream.range(0, l.length)
                        .mapToLong(i -> wrapped(left.type(), integer.applyAsLong(left.longs()[l[i]], right.longs()[r[i]])))
                        .toArray());
    }

    /** The only function whose inputs may differ in type; the result has the base's. */
    static Literal power(Node node) {
        Literal base = node.literal(0);
        Literal exponent = node.literal(1);
        int[] dims = Strides.broadcastDims(base.dims(), exponent.dims());
        int[] b = Strides.places(dims, Strides.broadcast(base.dims(), dims));
        int[] e = Strides.places(dims, Strides.broadcast(exponent.dims(), dims));
        IntToDoubleFunction element = i -> Math.pow(number(base, b[i]), number(exponent, e[i]));
        return base.isReal() ? of(base.type(), dims, element)
                : new Literal(base.type(), dims, null,
                        IntStream.range(0, b.length).mapToLong(i -> wrapped(base.type(), (long) element.applyAsDouble(i))).toArray());
    }

    private static double number(Literal literal, int place) {
        return literal.isReal() ? literal.floats()[place] : literal.longs()[place];
    }

    /** {@code sign}: of left minus right. */
    static Literal compare(Node node, IntPredicate sign) {
        Literal left = node.literal(0);
        Literal right = node.literal(1);
        Refusal.unless(left.isReal() == right.isReal(), "compares %s and %s", left.type(), right.type());
        int[] dims = Strides.broadcastDims(left.dims(), right.dims());
        int[] l = Strides.places(dims, Strides.broadcast(left.dims(), dims));
        int[] r = Strides.places(dims, Strides.broadcast(right.dims(), dims));
        boolean unsigned = left.type() == TensorProto.DataType.UINT64;
        long[] results = new long[l.length];
        for (int i = 0; i < results.length; i++) {
            int order = left.isReal() ? Float.compare(left.floats()[l[i]] + 0f, right.floats()[r[i]] + 0f)
                    : unsigned ? Long.compareUnsigned(left.longs()[l[i]], right.longs()[r[i]])
                    : Long.compare(left.longs()[l[i]], right.longs()[r[i]]);
            results[i] = sign.test(order) ? 1 : 0;
        }
        return new Literal(TensorProto.DataType.BOOL, dims, null, results);
    }

    static Literal clip(Node node) {
        Literal x = node.literal(0);
        float low = node.real("min", Float.NEGATIVE_INFINITY);
        float high = node.real("max", Float.POSITIVE_INFINITY);
        double minimum = node.hasInput(1) ? number(node.literal(1), 0) : low;
        double maximum = node.hasInput(2) ? number(node.literal(2), 0) : high;
        return unary(node, a -> Math.min(maximum, Math.max(minimum, a)),
                a -> (long) Math.min(maximum, Math.max(minimum, a)));
    }

    static Literal cast(Node node) {
        Literal x = node.literal(0);
        TensorProto.DataType type = TensorProto.DataType.forNumber(node.integer("to", 0));
        Refusal.unless(type != null && type != TensorProto.DataType.STRING, "casts to type number %d", node.integer("to", 0));
        if (Literal.isReal(type)) {
            return new Literal(type, x.dims(), x.toFloats(), null);
        }
        long[] values = x.isReal() ? IntStream.range(0, x.elements()).mapToLong(i -> integer(type, x.floats()[i])).toArray()
                : LongStream.of(x.longs()).map(value -> wrapped(type, value)).toArray();
        return new Literal(type, x.dims(), null, values);
    }

    private static long integer(TensorProto.DataType type, float value) {
        return type == TensorProto.DataType.BOOL ? value != 0 ? 1 : 0 : wrapped(type, (long) value);
    }

    static Literal where(Node node) {
        Literal condition = node.literal(0);
        Literal left = node.literal(1);
        Literal right = node.literal(2);
        Refusal.unless(left.isReal() == right.isReal() && !condition.isReal(), "inputs do not match");
        int[] dims = Strides.broadcastDims(condition.dims(), Strides.broadcastDims(left.dims(), right.dims()));
        int[] c = Strides.places(dims, Strides.broadcast(condition.dims(), dims));
        int[] l = Strides.places(dims, Strides.broadcast(left.dims(), dims));
        int[] r = Strides.places(dims, Strides.broadcast(right.dims(), dims));
        return left.isReal()
                ? of(left.type(), dims, i -> condition.longs()[c[i]] != 0 ? left.floats()[l[i]] : right.floats()[r[i]])
                : new Literal(left.type(), dims, null, IntStream.range(0, c.length)
                        .mapToLong(i -> condition.longs()[c[i]] != 0 ? left.longs()[l[i]] : right.longs()[r[i]]).toArray());
    }

    /** All elements, as shape arithmetic multiplies sizes; along some axes only is left to the graph. */
    static Literal reduce(Node node, DoubleBinaryOperator real, LongBinaryOperator integer) {
        Literal x = node.literal(0);
        int[] axes = node.integers("axes", 1);
        Refusal.unless(x.elements() > 0 && (axes == null || axes.length == x.rank()),
                "a constant is reduced along some of its axes, which is not supported");
        int[] dims = new int[node.integer("keepdims", 1) != 0 ? x.rank() : 0];
        java.util.Arrays.fill(dims, 1);
        if (!x.isReal()) {
            return new Literal(x.type(), dims, null,
                    new long[] {wrapped(x.type(), LongStream.of(x.longs()).reduce(integer).orElseThrow())});
        }
        double result = x.floats()[0];
        for (int i = 1; i < x.elements(); i++) {
            result = real.applyAsDouble(result, x.floats()[i]);
        }
        return new Literal(x.type(), dims, new float[] {(float) result}, null);
    }
}
