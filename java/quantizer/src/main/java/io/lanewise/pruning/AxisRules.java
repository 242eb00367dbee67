// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.operators.OneInput;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.operators.resize.Resize;
import java.util.List;
import java.util.function.Function;

/** Operators of one input that compute along some axes: channels that lie along another go through. */
final class AxisRules {
    private static final List<Integer> ROWS_AND_COLUMNS = List.of(1, 2);

    private AxisRules() {}

    static void add() {
        addElementwise(Cast.class);
        addElementwise(Dequantize.class);
        addElementwise(LeakyRelu.class);
        addElementwise(Logistic.class);
        addElementwise(Quantize.class);
        addElementwise(Relu.class);
        addElementwise(Unary.class);
        addInnermost(L2Normalization.class);
        addInnermost(LogSoftmax.class);
        addInnermost(Softmax.class);
        add(CumulativeSum.class, operator -> List.of(operator.axis()));
        add(AveragePool2d.class, operator -> ROWS_AND_COLUMNS);
        add(MaxPool2d.class, operator -> ROWS_AND_COLUMNS);
        add(Resize.class, operator -> ROWS_AND_COLUMNS);
        ChannelRules.add(
                ArgExtremum.class,
                (operator, flow) -> through(operator, List.of(operator.axis()), List.of(operator.axis()), flow));
        ChannelRules.add(Mean.class, (operator, flow) -> reduce(operator, operator.axes(), operator.keepDims(), flow));
        ChannelRules.add(
                Reduce.class, (operator, flow) -> reduce(operator, operator.axes(), operator.keepDims(), flow));
    }

    private static <O extends OneInput> void addElementwise(Class<O> kind) {
        add(kind, operator -> List.of());
    }

    private static <O extends OneInput> void addInnermost(Class<O> kind) {
        ChannelRules.add(
                kind,
                (operator, flow) ->
                        through(operator, List.of(flow.shape(operator.input()).rank() - 1), List.of(), flow));
    }

    private static <O extends OneInput> void add(Class<O> kind, Function<O, List<Integer>> axes) {
        ChannelRules.add(kind, (operator, flow) -> through(operator, axes.apply(operator), List.of(), flow));
    }

    private static void reduce(OneInput operator, List<Integer> axes, boolean keepDims, ChannelFlow flow) {
        through(operator, axes, keepDims ? List.of() : axes, flow);
    }

    /** {@code axes}: along which it computes; {@code left}: those that the output has not. */
    private static void through(OneInput operator, List<Integer> axes, List<Integer> left, ChannelFlow flow) {
        Channels in = flow.of(operator.input());
        if (axes.contains(in.axis())) {
            flow.keep(operator.input());
            return;
        }
        int before = (int) left.stream().filter(axis -> axis < in.axis()).count();
        flow.give(operator.output(), in.along(in.axis() - before));
    }
}
