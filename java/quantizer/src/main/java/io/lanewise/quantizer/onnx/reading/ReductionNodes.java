// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.UnaryFunction;
import io.lanewise.operators.elementwise.BinaryFunction;
import java.util.stream.IntStream;

/** Reductions along axes, and softmax, which contains two. */
final class ReductionNodes {

    private ReductionNodes() {
    }

    /** The input, which axes, and whether they stay as sizes of 1. */
    private record Plan(Computed x, int[] axes, boolean keepDims) {

        static Plan of(Node node) {
            Computed x = node.computed(0);
            int[] given = node.integers("axes", 1);
            boolean none = given == null || given.length == 0;
            int[] axes = none ? node.integer("noop_with_empty_axes", 0) != 0 ? new int[0] : Orders.identity(x.rank())
                    : IntStream.of(given).map(axis -> Node.axis(axis, x.rank())).distinct().toArray();
            return new Plan(x, axes, node.integer("keepdims", 1) != 0);
        }
    }

    static Value mean(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return plan.axes.length == 0 ? plan.x : new Reductions(emission).mean(plan.x, plan.axes, plan.keepDims);
    }

    static Value reduce(ReduceFunction function, Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return reduce(function, plan, plan.x, emission);
    }

    private static Computed reduce(ReduceFunction function, Plan plan, Computed x, Emission emission) {
        return plan.axes.length == 0 ? x : new Reductions(emission).reduce(function, x, plan.axes, plan.keepDims);
    }

    static Value l1(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return reduce(ReduceFunction.SUM, plan, new Elementwise(emission).unary(UnaryFunction.ABS, plan.x), emission);
    }

    static Value sumOfSquares(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return reduce(ReduceFunction.SUM, plan, new Elementwise(emission).mul(plan.x, plan.x), emission);
    }

    static Value l2(Node node, Emission emission) {
        return new Elementwise(emission).unary(UnaryFunction.SQRT, sumOfSquares(node, emission));
    }

    static Value logSum(Node node, Emission emission) {
        return new Elementwise(emission).unary(UnaryFunction.LOG, reduce(ReduceFunction.SUM, node, emission));
    }

    /** With the largest value taken out, so that no exponential overflows. */
    static Value logSumExp(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        Elementwise e = new Elementwise(emission);
        Reductions reductions = new Reductions(emission);
        Computed largest = reductions.reduce(ReduceFunction.MAX, plan.x, plan.axes, true);
        Computed exponentials = e.unary(UnaryFunction.EXP, e.binary(BinaryFunction.SUB, plan.x, largest));
        Computed log = e.unary(UnaryFunction.LOG, reductions.reduce(ReduceFunction.SUM, exponentials, plan.axes, plan.keepDims));
        Computed added = plan.keepDims ? largest : new Layout(emission).reshape(largest, log.dims());
        return e.add(log, added);
    }

    static Value softmax(Node node, Emission emission) {
        return normalized(node, emission, ReductionNodes::softmax);
    }

    /** Integers that are multiplied by a number first have it as the softmax's beta, which ONNX does not know. */
    private static Computed softmax(Emission emission, Computed x, int axis) {
        Emission.Scaled scaled = emission.scaledIntegers(x).orElse(new Emission.Scaled(x, 1));
        Computed last = emission.ordered(scaled.value(), axisLast(x, axis));
        return emission.emit(last.dims(), last.order(), output -> new Softmax(last.tensor(), output, scaled.factor()));
    }

    /** The order in which the value lies, with one axis moved to the end. */
    private static int[] axisLast(Computed x, int axis) {
        int[] order = x.order().clone();
        for (int d = 0; d < order.length; d++) {
            order[d] = d == axis ? order.length - 1 : order[d] > x.order()[axis] ? order[d] - 1 : order[d];
        }
        return order;
    }

    /** x - max - log(sum(exp(x - max))). */
    static Value logSoftmax(Node node, Emission emission) {
        return normalized(node, emission, (e, x, axis) -> {
            Elementwise elementwise = new Elementwise(e);
            Reductions reductions = new Reductions(e);
            int[] axes = {axis};
            Computed shifted = elementwise.binary(BinaryFunction.SUB, x, reductions.reduce(ReduceFunction.MAX, x, axes, true));
            Computed sum = reductions.reduce(ReduceFunction.SUM, elementwise.unary(UnaryFunction.EXP, shifted), axes, true);
            return elementwise.binary(BinaryFunction.SUB, shifted, elementwise.unary(UnaryFunction.LOG, sum));
        });
    }

    private interface Normalization {
        Computed apply(Emission emission, Computed x, int axis);
    }

    /** Along one axis since opset 13; before, over all from it on as one. */
    private static Value normalized(Node node, Emission emission, Normalization normalization) {
        Computed x = node.computed(0);
        if (node.opset() >= 13) {
            return normalization.apply(emission, x, Node.axis(node.integer("axis", -1), x.rank()));
        }
        int axis = Node.axis(node.integer("axis", 1), x.rank());
        if (IntStream.range(axis + 1, x.rank()).allMatch(d -> x.dims()[d] == 1)) {
            return normalization.apply(emission, x, axis);
        }
        if (IntStream.range(axis, x.rank() - 1).allMatch(d -> x.dims()[d] == 1)) {
            return normalization.apply(emission, x, x.rank() - 1);
        }
        Layout layout = new Layout(emission);
        int rows = Literal.elements(java.util.Arrays.copyOf(x.dims(), axis));
        Computed flat = layout.reshape(x, rows, Literal.elements(x.dims()) / rows);
        return layout.reshape(normalization.apply(emission, flat, 1), x.dims());
    }
}
