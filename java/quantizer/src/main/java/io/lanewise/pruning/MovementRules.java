// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Operator;
import io.lanewise.operators.movement.BroadcastTo;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.operators.movement.Pad;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Slice;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What moves channels to other places. */
final class MovementRules {

    private MovementRules() {}

    static void add() {
        ChannelRules.add(BroadcastTo.class, MovementRules::broadcast);
        ChannelRules.add(Concatenation.class, MovementRules::concatenate);
        ChannelRules.add(Pad.class, MovementRules::pad);
        ChannelRules.add(Reshape.class, MovementRules::reshape);
        ChannelRules.add(Slice.class, MovementRules::slice);
        ChannelRules.add(Transpose.class, MovementRules::transpose);
    }

    private static void broadcast(BroadcastTo operator, ChannelFlow flow) {
        ElementwiseRules.meet(List.of(operator.input()), operator.output(), flow);
    }

    /** Side by side, channels of different inputs have nothing to do with each other. */
    private static void concatenate(Concatenation operator, ChannelFlow flow) {
        boolean sideBySide = operator.inputs().stream().anyMatch(input -> isAlong(operator.axis(), input, flow));
        if (!sideBySide) {
            ElementwiseRules.meet(operator.inputs(), operator.output(), flow);
            return;
        }
        IntStream owners =
                operator.inputs().stream().flatMapToInt(input -> Arrays.stream(part(input, operator.axis(), flow)));
        flow.give(operator.output(), new Channels(operator.axis(), owners.toArray()));
    }

    private static boolean isAlong(int axis, int input, ChannelFlow flow) {
        return flow.of(input).axis() == axis;
    }

    private static int[] part(int input, int axis, ChannelFlow flow) {
        if (isAlong(axis, input, flow)) {
            return flow.of(input).owners();
        }
        int[] own = flow.fresh(flow.shape(input).dim(axis));
        if (flow.isConstant(input)) {
            flow.cut(input, axis, own);
        } else {
            flow.keep(input);
            flow.keep(own);
        }
        return own;
    }

    /** Channels of zeros are channels, too: they may go with what is added to them. */
    private static void pad(Pad operator, ChannelFlow flow) {
        Channels in = flow.of(operator.input());
        if (!in.isWhole()) {
            int before = operator.before().get(in.axis());
            int after = operator.after().get(in.axis());
            IntStream owners = IntStream.concat(
                    Arrays.stream(flow.fresh(before)),
                    IntStream.concat(Arrays.stream(in.owners()), Arrays.stream(flow.fresh(after))));
            flow.give(operator.output(), new Channels(in.axis(), owners.toArray()));
        }
    }

    private static void reshape(Reshape operator, ChannelFlow flow) {
        Shape from = flow.shape(operator.input());
        Channels out = Reshaping.of(flow.of(operator.input()), from, flow.shape(operator.output()));
        if (out.isWhole()) {
            flow.keep(operator.input());
        }
        flow.give(operator.output(), out);
    }

    /** What is taken of channels that others are taken out of is a slice only where all between two are taken. */
    private static void slice(Slice operator, ChannelFlow flow) {
        Channels in = flow.of(operator.input());
        if (in.isWhole()) {
            return;
        }
        if (operator.strides().get(in.axis()) != 1) {
            flow.keep(operator.input());
            return;
        }
        int begin = operator.begin().get(in.axis());
        int size = flow.shape(operator.output()).dim(in.axis());
        flow.give(operator.output(), new Channels(in.axis(), Arrays.copyOfRange(in.owners(), begin, begin + size)));
    }

    private static void transpose(Transpose operator, ChannelFlow flow) {
        Channels in = flow.of(operator.input());
        flow.give(operator.output(), in.along(operator.permutation().indexOf(in.axis())));
    }

    /** The operator when channels are gone: where it counts cells of their axis, it counts those that are left. */
    static Operator remaining(Operator operator, ChannelGroups groups, GroupSet removed) {
        if (operator instanceof Slice slice) {
            return groups.channels(slice.input())
                    .map(in -> new Slice(
                            slice.input(),
                            slice.output(),
                            with(
                                    slice.begin(),
                                    in.axis(),
                                    left(in, removed, 0, slice.begin().get(in.axis()))),
                            slice.strides()))
                    .orElse(slice);
        }
        if (operator instanceof Pad pad) {
            return groups.channels(pad.output())
                    .map(out -> padded(pad, out, removed))
                    .orElse(pad);
        }
        return operator;
    }

    private static Pad padded(Pad pad, Channels out, GroupSet removed) {
        int before = left(out, removed, 0, pad.before().get(out.axis()));
        int after = left(out, removed, out.size() - pad.after().get(out.axis()), out.size());
        return new Pad(
                pad.input(),
                pad.output(),
                with(pad.before(), out.axis(), before),
                with(pad.after(), out.axis(), after));
    }

    private static int left(Channels channels, GroupSet removed, int from, int to) {
        return (int) IntStream.range(from, to)
                .filter(position -> !removed.contains(channels.group(position)))
                .count();
    }

    private static List<Integer> with(List<Integer> values, int index, int value) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> i == index ? Integer.valueOf(value) : values.get(i))
                .toList();
    }
}
