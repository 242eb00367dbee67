// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
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

    private LiteralArithmetic() {}

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
        node.afforded(x.type(), x.dims());
        return x.isReal()
                ? of(x.type(), x.dims(), i -> real.applyAsDouble(x.floats()[i]))
                : new Literal(
                        x.type(),
                        x.dims(),
                        null,
                        LongStream.of(x.longs())
                                .map(value -> wrapped(x.type(), integer.applyAsLong(value)))
                                .toArray());
    }

    static Literal binary(Node node, DoubleBinaryOperator real, LongBinaryOperator integer) {
        return binary(node, node.literal(0), node.literal(1), real, integer);
    }

    /** Of any number of inputs, from the left. */
    static Literal chain(Node node, DoubleBinaryOperator real, LongBinaryOperator integer) {
        Literal result = node.literal(0);
        for (int i = 1; i < node.inputCount(); i++) {
            result = binary(node, result, node.literal(i), real, integer);
        }
        return result;
    }

    /** Integers times their scales are on the grid of these: DequantizeLinear does not take all types. */
    static Literal product(Node node) {
        Literal product = binary(node, (a, b) -> a * b, (a, b) -> a * b);
        Literal left = node.literal(0);
        Literal right = node.literal(1);
        Literal integers = left.quantized() != null ? left : right;
        Literal scales = left.quantized() != null ? right : left;
        boolean quantized = integers.quantized() != null
                && scales.quantized() == null
                && Arrays.equals(integers.dims(), product.dims());
        if (!quantized) {
            return product;
        }
        int[] offsets = Strides.offsets(product.dims(), Strides.broadcast(scales.dims(), product.dims()));
        float[] factors = scales.gathered(offsets, product.dims()).floats();
        boolean positive = IntStream.range(0, factors.length).allMatch(i -> factors[i] > 0);
        return !positive
                ? product
                : new Literal(
                        product.type(),
                        product.dims(),
                        product.floats(),
                        null,
                        integers.quantized().times(factors));
    }

    private static Literal binary(
            Node node, Literal left, Literal right, DoubleBinaryOperator real, LongBinaryOperator integer) {
        Refusal.unless(left.isReal() == right.isReal(), "mixes %s and %s", left.type(), right.type());
        int[] dims = node.afforded(left.type(), Strides.broadcastDims(left.dims(), right.dims()));
        int[] l = Strides.offsets(dims, Strides.broadcast(left.dims(), dims));
        int[] r = Strides.offsets(dims, Strides.broadcast(right.dims(), dims));
        return left.isReal()
                ? of(left.type(), dims, i -> real.applyAsDouble(left.floats()[l[i]], right.floats()[r[i]]))
                : new Literal(
                        left.type(),
                        dims,
                        null,
                        IntStream.range(0, l.length)
                                .mapToLong(i -> wrapped(
                                        left.type(), integer.applyAsLong(left.longs()[l[i]], right.longs()[r[i]])))
                                .toArray());
    }

    /** The only function whose inputs may differ in type; the result has the base's. */
    static Literal power(Node node) {
        Literal base = node.literal(0);
        Literal exponent = node.literal(1);
        int[] dims = node.afforded(base.type(), Strides.broadcastDims(base.dims(), exponent.dims()));
        int[] b = Strides.offsets(dims, Strides.broadcast(base.dims(), dims));
        int[] e = Strides.offsets(dims, Strides.broadcast(exponent.dims(), dims));
        IntToDoubleFunction element = i -> Math.pow(number(base, b[i]), number(exponent, e[i]));
        return base.isReal()
                ? of(base.type(), dims, element)
                : new Literal(
                        base.type(),
                        dims,
                        null,
                        IntStream.range(0, b.length)
                                .mapToLong(i -> wrapped(base.type(), (long) element.applyAsDouble(i)))
                                .toArray());
    }

    private static double number(Literal literal, int offset) {
        return literal.isReal() ? literal.floats()[offset] : literal.longs()[offset];
    }

    /** {@code sign}: of left minus right. */
    static Literal compare(Node node, IntPredicate sign) {
        Literal left = node.literal(0);
        Literal right = node.literal(1);
        Refusal.unless(left.isReal() == right.isReal(), "compares %s and %s", left.type(), right.type());
        int[] dims = node.afforded(TensorProto.DataType.BOOL, Strides.broadcastDims(left.dims(), right.dims()));
        int[] l = Strides.offsets(dims, Strides.broadcast(left.dims(), dims));
        int[] r = Strides.offsets(dims, Strides.broadcast(right.dims(), dims));
        boolean unsigned = left.type() == TensorProto.DataType.UINT64;
        long[] results = new long[l.length];
        for (int i = 0; i < results.length; i++) {
            int order = left.isReal()
                    ? Float.compare(left.floats()[l[i]] + 0f, right.floats()[r[i]] + 0f)
                    : unsigned
                            ? Long.compareUnsigned(left.longs()[l[i]], right.longs()[r[i]])
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
        return unary(node, a -> Math.min(maximum, Math.max(minimum, a)), a ->
                (long) Math.min(maximum, Math.max(minimum, a)));
    }

    static Literal cast(Node node) {
        Literal x = node.literal(0);
        TensorProto.DataType type = TensorProto.DataType.forNumber(node.integer("to", 0));
        Refusal.unless(
                type != null && type != TensorProto.DataType.STRING, "casts to type number %d", node.integer("to", 0));
        node.afforded(type, x.dims());
        if (Literal.isReal(type)) {
            QuantizedElements quantized = x.isReal() ? null : QuantizedElements.ofOne(x.type(), x.longs());
            return new Literal(type, x.dims(), x.toFloats(), null, quantized);
        }
        long[] values = x.isReal()
                ? IntStream.range(0, x.elements())
                        .mapToLong(i -> integer(type, x.floats()[i]))
                        .toArray()
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
        int[] dims = node.afforded(
                left.type(), Strides.broadcastDims(condition.dims(), Strides.broadcastDims(left.dims(), right.dims())));
        int[] c = Strides.offsets(dims, Strides.broadcast(condition.dims(), dims));
        int[] l = Strides.offsets(dims, Strides.broadcast(left.dims(), dims));
        int[] r = Strides.offsets(dims, Strides.broadcast(right.dims(), dims));
        return left.isReal()
                ? of(left.type(), dims, i -> condition.longs()[c[i]] != 0 ? left.floats()[l[i]] : right.floats()[r[i]])
                : new Literal(
                        left.type(),
                        dims,
                        null,
                        IntStream.range(0, c.length)
                                .mapToLong(i -> condition.longs()[c[i]] != 0 ? left.longs()[l[i]] : right.longs()[r[i]])
                                .toArray());
    }

    /** Along axes, or all of them, from {@code start}: what joining nothing gives. */
    static Literal reduce(Node node, double start, DoubleBinaryOperator real, LongBinaryOperator integer) {
        Literal x = node.literal(0);
        int[] given = node.integers("axes", 1);
        boolean all = given == null || given.length == 0 && node.integer("noop_with_empty_axes", 0) == 0;
        boolean[] gone = new boolean[x.rank()];
        for (int axis : all ? Orders.identity(x.rank()) : given) {
            gone[Node.axis(axis, x.rank())] = true;
        }
        int[] dims = IntStream.range(0, gone.length)
                .map(d -> gone[d] ? 1 : x.dims()[d])
                .toArray();
        int[] strides = Strides.broadcast(dims, x.dims());
        int[] targets = Strides.offsets(x.dims(), strides);
        double[] reals = new double[Literal.elements(node.afforded(x.type(), dims))];
        long[] longs = new long[reals.length];
        Arrays.fill(reals, start);
        Arrays.fill(longs, (long) start);
        for (int i = 0; i < targets.length; i++) {
            int to = targets[i];
            if (x.isReal()) {
                reals[to] = real.applyAsDouble(reals[to], x.floats()[i]);
            } else {
                longs[to] = wrapped(x.type(), integer.applyAsLong(longs[to], x.longs()[i]));
            }
        }
        int[] kept = node.integer("keepdims", 1) != 0
                ? dims
                : IntStream.range(0, gone.length)
                        .filter(d -> !gone[d])
                        .map(d -> dims[d])
                        .toArray();
        return x.isReal() ? of(x.type(), kept, i -> reals[i]) : new Literal(x.type(), kept, null, longs);
    }
}
