// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.tensor.DataType;
import java.util.stream.IntStream;

/** Reductions along axes. */
final class ReductionNodes {

    private ReductionNodes() {}

    static void addTo(NodeTable table) {
        table.add("ReduceL1", ReductionNodes::l1);
        table.add("ReduceL2", ReductionNodes::l2);
        table.add("ReduceLogSum", ReductionNodes::logSum);
        table.add("ReduceLogSumExp", ReductionNodes::logSumExp);
        table.add("ReduceMax", reduceExtreme(ReduceFunction.MAX, ReduceFunction.ANY));
        table.add("ReduceMean", ReductionNodes::mean);
        table.add("ReduceMin", reduceExtreme(ReduceFunction.MIN, ReduceFunction.ALL));
        table.add("ReduceProd", reduce(ReduceFunction.PROD));
        table.add("ReduceSum", reduce(ReduceFunction.SUM));
        table.add("ReduceSumSquare", ReductionNodes::sumOfSquares);
    }

    private static NodeTable.Single reduce(ReduceFunction function) {
        return (node, emission) -> reduce(function, node, emission);
    }

    /** The largest truth is whether any holds, the smallest whether all do. */
    private static NodeTable.Single reduceExtreme(ReduceFunction function, ReduceFunction ofTruths) {
        return (node, emission) -> {
            boolean truths = emission.type(node.computed(0)) == DataType.BOOL;
            return reduce(truths ? ofTruths : function, node, emission);
        };
    }

    /** The input, which axes, and whether they stay as sizes of 1. */
    private record Plan(Computed x, int[] axes, boolean keepDims) {

        static Plan of(Node node) {
            Computed x = node.computed(0);
            int[] given = node.integers("axes", 1);
            boolean none = given == null || given.length == 0;
            int[] axes = none
                    ? node.integer("noop_with_empty_axes", 0) != 0 ? new int[0] : Orders.identity(x.rank())
                    : IntStream.of(given)
                            .map(axis -> Node.axis(axis, x.rank()))
                            .distinct()
                            .toArray();
            return new Plan(x, axes, node.integer("keepdims", 1) != 0);
        }
    }

    private static Value mean(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return plan.axes.length == 0 ? plan.x : new Reductions(emission).mean(plan.x, plan.axes, plan.keepDims);
    }

    private static Value reduce(ReduceFunction function, Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return reduce(function, plan, plan.x, emission);
    }

    private static Computed reduce(ReduceFunction function, Plan plan, Computed x, Emission emission) {
        return plan.axes.length == 0 ? x : new Reductions(emission).reduce(function, x, plan.axes, plan.keepDims);
    }

    private static Value l1(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return reduce(ReduceFunction.SUM, plan, new Elementwise(emission).unary(UnaryFunction.ABS, plan.x), emission);
    }

    private static Value sumOfSquares(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        return reduce(ReduceFunction.SUM, plan, new Elementwise(emission).mul(plan.x, plan.x), emission);
    }

    private static Value l2(Node node, Emission emission) {
        return new Elementwise(emission).unary(UnaryFunction.SQRT, sumOfSquares(node, emission));
    }

    private static Value logSum(Node node, Emission emission) {
        return new Elementwise(emission).unary(UnaryFunction.LOG, reduce(ReduceFunction.SUM, node, emission));
    }

    /** With the largest value taken out, so that no exponential overflows. */
    private static Value logSumExp(Node node, Emission emission) {
        Plan plan = Plan.of(node);
        Elementwise e = new Elementwise(emission);
        Reductions reductions = new Reductions(emission);
        Computed largest = reductions.reduce(ReduceFunction.MAX, plan.x, plan.axes, true);
        Computed exponentials = e.unary(UnaryFunction.EXP, e.binary(BinaryFunction.SUB, plan.x, largest));
        Computed log = e.unary(
                UnaryFunction.LOG, reductions.reduce(ReduceFunction.SUM, exponentials, plan.axes, plan.keepDims));
        Computed added = plan.keepDims ? largest : new Layout(emission).reshape(largest, log.dims());
        return e.add(log, added);
    }
}
