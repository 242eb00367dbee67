// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Shape;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Convolutions and dense layers: where channels begin and end. */
final class WeightedRules {

    private WeightedRules() {}

    static void add() {
        add(Conv2d.class, WeightedRules::convolution);
        add(TransposeConv.class, (operator, flow) -> mix(operator, innermost(operator, flow), flow));
        add(DepthwiseConv2d.class, WeightedRules::depthwise);
        add(FullyConnected.class, WeightedRules::dense);
    }

    /** All stays of an operator whose weights or bias are computed. */
    private static <O extends WeightedOperator> void add(Class<O> kind, BiConsumer<O, ChannelFlow> rule) {
        ChannelRules.add(kind, (operator, flow) -> {
            boolean constant =
                    flow.isConstant(operator.weights()) && (operator.bias() < 0 || flow.isConstant(operator.bias()));
            if (constant) {
                rule.accept(operator, flow);
            } else {
                operator.inputs().forEach(flow::keep);
            }
        });
    }

    /** Grouped where its weights read fewer channels than there are: never by how many channels it writes. */
    private static void convolution(Conv2d operator, ChannelFlow flow) {
        int channels = flow.shape(operator.input()).dim(3);
        int read = flow.shape(operator.weights()).dim(3);
        if (read == channels) {
            mix(operator, innermost(operator, flow), flow);
        } else if (read == 1) {
            depthwise(operator, flow);
        } else {
            grouped(operator, channels / read, flow);
        }
    }

    /** Every output is made of all inputs. */
    private static void mix(WeightedOperator operator, Channels in, ChannelFlow flow) {
        if (!in.isWhole()) {
            int[] owners = in.owners();
            flow.cut(operator.weights(), flow.shape(operator.weights()).rank() - 1, owners);
        }
        write(operator, flow.fresh(flow.shape(operator.weights()).dim(0)), flow);
    }

    /** Groups have to stay of one size, so the channels of one place in each of them go together. */
    private static void grouped(Conv2d operator, int groups, ChannelFlow flow) {
        Channels in = innermost(operator, flow);
        if (!in.isWhole()) {
            int[] owners = in.owners();
            joinGroups(owners, groups, flow);
            flow.cut(operator.weights(), 3, Arrays.copyOf(owners, owners.length / groups));
        }
        int[] out = flow.fresh(flow.shape(operator.weights()).dim(0));
        joinGroups(out, groups, flow);
        write(operator, out, flow);
    }

    private static void joinGroups(int[] owners, int groups, ChannelFlow flow) {
        int each = owners.length / groups;
        for (int i = each; i < owners.length; i++) {
            flow.join(owners[i % each], owners[i]);
        }
    }

    /**
     * Output channel c belongs to input channel c / multiplier. Of an input that stays, every channel has to keep as
     * many outputs as others, so those of one place go together; of one channel (converters write convolutions of
     * it so) they are all there is.
     */
    private static void depthwise(WeightedOperator operator, ChannelFlow flow) {
        Channels in = innermost(operator, flow);
        int inputs = flow.shape(operator.input()).dim(3);
        int[] out = new int[flow.shape(operator.weights()).dim(operator.channelAxis())];
        int multiplier = out.length / inputs;
        if (in.isWhole() || inputs == 1) {
            int[] places = flow.fresh(multiplier);
            Arrays.setAll(out, c -> places[c % multiplier]);
        } else {
            Arrays.setAll(out, c -> in.group(c / multiplier));
        }
        write(operator, out, flow);
    }

    /** The input is seen as rows of input channels. */
    private static void dense(FullyConnected operator, ChannelFlow flow) {
        Shape from = flow.shape(operator.input());
        int channels = flow.shape(operator.weights()).dim(1);
        Channels rows = Reshaping.of(flow.of(operator.input()), from, Shape.of(from.elements() / channels, channels));
        if (rows.axis() != 1) {
            flow.keep(operator.input());
        }
        mix(operator, rows.axis() == 1 ? rows : Channels.WHOLE, flow);
    }

    /** The channels of an image; others stay. */
    private static Channels innermost(WeightedOperator operator, ChannelFlow flow) {
        Channels in = flow.of(operator.input());
        if (in.axis() == flow.shape(operator.input()).rank() - 1) {
            return in;
        }
        flow.keep(operator.input());
        return Channels.WHOLE;
    }

    private static void write(WeightedOperator operator, int[] out, ChannelFlow flow) {
        flow.cut(operator.weights(), operator.channelAxis(), out);
        if (operator.bias() >= 0) {
            flow.cut(operator.bias(), 0, out);
        }
        flow.give(operator.output(), new Channels(flow.shape(operator.output()).rank() - 1, out));
    }
}
