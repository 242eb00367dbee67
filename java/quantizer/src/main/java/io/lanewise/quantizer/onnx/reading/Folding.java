// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Works out nodes whose inputs are all known: arithmetic on shapes, and constants that exporters leave in pieces. One
 * function for each operator; those without one are computed with the rest of the graph.
 */
final class Folding {

    /** A node's one result. */
    interface Function {
        Value apply(Node node);
    }

    private static final Map<String, Function> FUNCTIONS = new HashMap<>();

    static {
        FUNCTIONS.put("Add", node -> LiteralArithmetic.binary(node, (a, b) -> a + b, Long::sum));
        FUNCTIONS.put("Sub", node -> LiteralArithmetic.binary(node, (a, b) -> a - b, (a, b) -> a - b));
        FUNCTIONS.put("Mul", LiteralArithmetic::product);
        FUNCTIONS.put("Div", node -> LiteralArithmetic.binary(node, (a, b) -> a / b, Folding::quotient));
        FUNCTIONS.put(
                "Mod", node -> LiteralArithmetic.binary(node, (a, b) -> a - b * Math.floor(a / b), Math::floorMod));
        FUNCTIONS.put("Pow", LiteralArithmetic::power);
        FUNCTIONS.put("Max", node -> LiteralArithmetic.chain(node, Math::max, Math::max));
        FUNCTIONS.put("Min", node -> LiteralArithmetic.chain(node, Math::min, Math::min));
        FUNCTIONS.put("Equal", node -> LiteralArithmetic.compare(node, sign -> sign == 0));
        FUNCTIONS.put("Less", node -> LiteralArithmetic.compare(node, sign -> sign < 0));
        FUNCTIONS.put("LessOrEqual", node -> LiteralArithmetic.compare(node, sign -> sign <= 0));
        FUNCTIONS.put("Greater", node -> LiteralArithmetic.compare(node, sign -> sign > 0));
        FUNCTIONS.put("GreaterOrEqual", node -> LiteralArithmetic.compare(node, sign -> sign >= 0));
        FUNCTIONS.put("And", node -> LiteralArithmetic.binary(node, (a, b) -> a, (a, b) -> a & b));
        FUNCTIONS.put("Or", node -> LiteralArithmetic.binary(node, (a, b) -> a, (a, b) -> a | b));
        FUNCTIONS.put("Xor", node -> LiteralArithmetic.binary(node, (a, b) -> a, (a, b) -> a ^ b));
        FUNCTIONS.put("Not", node -> LiteralArithmetic.unary(node, a -> a, a -> 1 - a));
        FUNCTIONS.put("Neg", node -> LiteralArithmetic.unary(node, a -> -a, a -> -a));
        FUNCTIONS.put("Abs", node -> LiteralArithmetic.unary(node, Math::abs, Math::abs));
        FUNCTIONS.put("Round", node -> LiteralArithmetic.unary(node, Math::rint, a -> a));
        FUNCTIONS.put("Floor", node -> LiteralArithmetic.unary(node, Math::floor, a -> a));
        FUNCTIONS.put("Ceil", node -> LiteralArithmetic.unary(node, Math::ceil, a -> a));
        FUNCTIONS.put("Sqrt", node -> LiteralArithmetic.unary(node, Math::sqrt, a -> a));
        FUNCTIONS.put("Exp", node -> LiteralArithmetic.unary(node, Math::exp, a -> a));
        FUNCTIONS.put("Clip", LiteralArithmetic::clip);
        FUNCTIONS.put("Cast", LiteralArithmetic::cast);
        FUNCTIONS.put("Where", LiteralArithmetic::where);
        FUNCTIONS.put("Identity", node -> node.input(0));
        FUNCTIONS.put("Dropout", node -> node.input(0));
        FUNCTIONS.put("Constant", Folding::constant);
        FUNCTIONS.put("ConstantOfShape", Folding::constantOfShape);
        FUNCTIONS.put("Range", Folding::range);
        FUNCTIONS.put(
                "Reshape",
                node -> node.literal(0)
                        .reshaped(MovementNodes.reshaped(node, node.literal(0).dims())));
        FUNCTIONS.put(
                "Squeeze",
                node -> node.literal(0)
                        .reshaped(MovementNodes.squeezed(node, node.literal(0).dims())));
        FUNCTIONS.put(
                "Unsqueeze",
                node -> node.literal(0)
                        .reshaped(MovementNodes.unsqueezed(node, node.literal(0).dims())));
        FUNCTIONS.put("Flatten", Folding::flatten);
        FUNCTIONS.put("Transpose", Folding::transpose);
        FUNCTIONS.put("Concat", Folding::concat);
        FUNCTIONS.put("Slice", Folding::slice);
        FUNCTIONS.put("Gather", Folding::gather);
        FUNCTIONS.put("Expand", Folding::expand);
        FUNCTIONS.put("Tile", Folding::tile);
        FUNCTIONS.put("Pad", Folding::pad);
        FUNCTIONS.put("ReduceProd", node -> LiteralArithmetic.reduce(node, 1, (a, b) -> a * b, (a, b) -> a * b));
        FUNCTIONS.put("ReduceSum", node -> LiteralArithmetic.reduce(node, 0, Double::sum, Long::sum));
        FUNCTIONS.put(
                "ReduceMax", node -> LiteralArithmetic.reduce(node, Double.NEGATIVE_INFINITY, Math::max, Math::max));
        FUNCTIONS.put(
                "ReduceMin", node -> LiteralArithmetic.reduce(node, Double.POSITIVE_INFINITY, Math::min, Math::min));
    }

    private Folding() {}

    /** The function of a kind of node, or null. */
    static Function of(String kind) {
        return FUNCTIONS.get(kind);
    }

    /** All kinds that can be worked out. */
    static Set<String> kinds() {
        return FUNCTIONS.keySet();
    }

    /** Truncated, as C divides. */
    private static long quotient(long a, long b) {
        Refusal.unless(b != 0, "divides by 0");
        return a / b;
    }

    private static Literal constant(Node node) {
        if (node.has("value")) {
            return LiteralReader.read(node.attribute("value").getT(), node.budget());
        }
        if (node.has("value_float")) {
            return Literal.scalar(node.real("value_float", 0));
        }
        if (node.has("value_int")) {
            return Literal.of(new long[] {node.attribute("value_int").getI()});
        }
        if (node.has("value_floats")) {
            List<Float> values = node.attribute("value_floats").getFloatsList();
            float[] floats = new float[values.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = values.get(i);
            }
            return Literal.of(floats, floats.length);
        }
        Refusal.unless(node.has("value_ints"), "has no value, or one of a type that is not supported");
        long[] values = node.attribute("value_ints").getIntsList().stream()
                .mapToLong(i -> i)
                .toArray();
        return Literal.of(values, values.length);
    }

    private static Literal constantOfShape(Node node) {
        Literal value = node.has("value")
                ? LiteralReader.read(node.attribute("value").getT(), node.budget())
                : Literal.scalar(0);
        int[] dims = node.afforded(value.type(), node.literal(0).ints());
        Refusal.unless(value.elements() == 1, "a value of %d elements", value.elements());
        return value.gathered(new int[Literal.elements(dims)], dims);
    }

    private static Literal range(Node node) {
        Literal start = node.literal(0);
        double step = single(node.literal(2));
        double count = Math.ceil((single(node.literal(1)) - single(start)) / step);
        Refusal.unless(step != 0 && count <= Literal.MAX_ELEMENTS, "a range of %s numbers", count);
        int size = (int) Math.max(0, count);
        int[] dims = node.afforded(start.type(), size);
        return start.isReal()
                ? LiteralArithmetic.of(start.type(), dims, i -> single(start) + i * step)
                : new Literal(
                        start.type(),
                        dims,
                        null,
                        LongStream.range(0, size)
                                .map(i -> start.longs()[0] + i * (long) step)
                                .toArray());
    }

    private static double single(Literal literal) {
        Refusal.unless(literal.elements() == 1, "expected one number, got %d", literal.elements());
        return literal.isReal() ? literal.floats()[0] : literal.longs()[0];
    }

    private static Literal transpose(Node node) {
        Literal x = node.literal(0);
        node.afforded(x.type(), x.dims());
        return x.transposed(MovementNodes.permutation(node, x.rank()));
    }

    private static Literal flatten(Node node) {
        Literal x = node.literal(0);
        int axis = node.integer("axis", 1);
        int split = axis == x.rank() ? axis : Node.axis(axis, x.rank());
        int rows = Literal.elements(Arrays.copyOf(x.dims(), split));
        return x.reshaped(rows, Literal.elements(Arrays.copyOfRange(x.dims(), split, x.rank())));
    }

    private static Literal concat(Node node) {
        Literal first = node.literal(0);
        int axis = Node.axis(node.integer("axis", 0), first.rank());
        int[] dims = first.dims().clone();
        dims[axis] = 0;
        for (int i = 0; i < node.inputCount(); i++) {
            int[] other = node.literal(i).dims().clone();
            Refusal.unless(
                    other.length == dims.length && node.literal(i).isReal() == first.isReal(), "inputs do not match");
            dims[axis] = Math.addExact(dims[axis], other[axis]);
            other[axis] = first.dims()[axis];
            Refusal.unless(Arrays.equals(other, first.dims()), "inputs do not match");
        }
        int elements = Literal.elements(node.afforded(first.type(), dims));
        Literal joined = first.isReal()
                ? new Literal(first.type(), dims, new float[elements], null)
                : new Literal(first.type(), dims, null, new long[elements]);
        int inner = Literal.elements(Arrays.copyOfRange(dims, axis, dims.length));
        int at = 0;
        for (int i = 0; i < node.inputCount(); i++) {
            Literal part = node.literal(i);
            int row = Literal.elements(Arrays.copyOfRange(part.dims(), axis, dims.length));
            for (int r = 0; r * (long) row < part.elements(); r++) {
                System.arraycopy(
                        part.isReal() ? part.floats() : part.longs(),
                        r * row,
                        first.isReal() ? joined.floats() : joined.longs(),
                        r * inner + at,
                        row);
            }
            at += row;
        }
        return joined;
    }

    private static Literal slice(Node node) {
        Literal x = node.literal(0);
        SliceNodes.Part part = SliceNodes.Part.of(node, x.dims());
        int[] dense = Strides.dense(x.dims());
        int start = 0;
        int[] strides = new int[dense.length];
        for (int d = 0; d < dense.length; d++) {
            start += part.begin()[d] * dense[d];
            strides[d] = part.steps()[d] * dense[d];
        }
        return x.gathered(Strides.offsets(node.afforded(x.type(), part.sizes()), strides, start), part.sizes());
    }

    private static Literal gather(Node node) {
        Literal x = node.literal(0);
        Literal indices = node.literal(1);
        int axis = Node.axis(node.integer("axis", 0), x.rank());
        int inner = Literal.elements(Arrays.copyOfRange(x.dims(), axis + 1, x.rank()));
        int outer = Literal.elements(Arrays.copyOf(x.dims(), axis));
        int[] dims = IntStream.concat(
                        IntStream.concat(Arrays.stream(x.dims(), 0, axis), IntStream.of(indices.dims())),
                        Arrays.stream(x.dims(), axis + 1, x.rank()))
                .toArray();
        int[] offsets = new int[Literal.elements(node.afforded(x.type(), dims))];
        int next = 0;
        for (int o = 0; o < outer; o++) {
            for (int index : indices.ints()) {
                int row = (o * x.dims()[axis] + Node.axis(index, x.dims()[axis])) * inner;
                for (int i = 0; i < inner; i++) {
                    offsets[next++] = row + i;
                }
            }
        }
        return x.gathered(offsets, dims);
    }

    private static Literal expand(Node node) {
        Literal x = node.literal(0);
        int[] dims = node.afforded(
                x.type(), Strides.broadcastDims(x.dims(), node.literal(1).ints()));
        return x.gathered(Strides.offsets(dims, Strides.broadcast(x.dims(), dims)), dims);
    }

    private static Literal tile(Node node) {
        Literal x = node.literal(0);
        int[] repeats = node.literal(1).ints();
        Refusal.unless(repeats.length == x.rank(), "%d repeats for %d dimensions", repeats.length, x.rank());
        int[] dims = IntStream.range(0, repeats.length)
                .map(d -> Math.multiplyExact(x.dims()[d], repeats[d]))
                .toArray();
        return mapped(x, node.afforded(x.type(), dims), (d, i) -> i % x.dims()[d]);
    }

    private interface Source {
        int of(int dimension, int index);
    }

    /** Elements at offsets worked out dimension by dimension. */
    private static Literal mapped(Literal x, int[] dims, Source source) {
        int[] offsets = new int[Literal.elements(dims)];
        int[] own = Strides.dense(dims);
        int[] dense = Strides.dense(x.dims());
        for (int i = 0; i < offsets.length; i++) {
            int offset = 0;
            for (int d = 0; d < dims.length; d++) {
                int from = source.of(d, i / own[d] % dims[d]);
                offset = from < 0 || offset < 0 ? -1 : offset + from * dense[d];
            }
            offsets[i] = offset;
        }
        return x.gathered(offsets, dims);
    }

    /** Only by cells of the tensor itself; padding with a value is left to the graph. */
    private static Literal pad(Node node) {
        Literal x = node.literal(0);
        int rank = x.rank();
        int[] pads = node.integers("pads", 1);
        String mode = node.text("mode", "constant");
        Refusal.unless(
                pads != null && pads.length == 2 * rank && !mode.equals("constant") && !node.hasInput(3),
                "padding a constant with a value is not supported");
        int[] dims = IntStream.range(0, rank)
                .map(d -> x.dims()[d] + pads[d] + pads[rank + d])
                .toArray();
        return mapped(x, node.afforded(x.type(), dims), (d, i) -> {
            int size = x.dims()[d];
            int at = i - pads[d];
            return switch (mode) {
                case "edge" -> Math.max(0, Math.min(size - 1, at));
                case "wrap" -> Math.floorMod(at, size);
                default -> size == 1 ? 0 : reflected(at, size);
            };
        });
    }

    private static int reflected(int at, int size) {
        int folded = Math.floorMod(at, 2 * size - 2);
        return folded < size ? folded : 2 * size - 2 - folded;
    }
}
