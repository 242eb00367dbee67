// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.operators.BroadcastingOperator;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Shape;
import java.util.List;

/** Operators that make one element of one of each input: channels meet index by index. */
final class ElementwiseRules {

    private ElementwiseRules() {}

    static void add() {
        add(Add.class);
        add(Binary.class);
        add(Compare.class);
        add(Mul.class);
        add(Prelu.class);
        add(Select.class);
    }

    private static <O extends BroadcastingOperator> void add(Class<O> kind) {
        ChannelRules.add(kind, (operator, flow) -> meet(operator.inputs(), operator.output(), flow));
    }

    /** Lets inputs meet that broadcast to an output as NumPy's do; what cannot go index by index stays. */
    static void meet(List<Integer> inputs, int output, ChannelFlow flow) {
        Shape shape = flow.shape(output);
        int axis = inputs.stream()
                .map(input -> aligned(input, shape, flow))
                .filter(found -> found >= 0)
                .findFirst()
                .orElse(-1);
        if (axis < 0 || !inputs.stream().allMatch(input -> fits(input, axis, shape, flow))) {
            inputs.forEach(flow::keep);
            return;
        }
        int[] owners = null;
        for (int input : inputs) {
            if (aligned(input, shape, flow) == axis) {
                int[] own = flow.of(input).owners();
                owners = owners == null ? own : owners;
                flow.join(owners, own);
            } else {
                flow.keep(input);
            }
        }
        for (int input : inputs) {
            int own = axis - shape.rank() + flow.shape(input).rank();
            if (flow.isConstant(input) && own >= 0 && flow.shape(input).dim(own) == owners.length) {
                flow.cut(input, own, owners);
            }
        }
        flow.give(output, new Channels(axis, owners));
    }

    /** The output's axis along which an input's channels lie; -1 if it has none, or one that is repeated. */
    private static int aligned(int input, Shape shape, ChannelFlow flow) {
        Channels channels = flow.of(input);
        int axis = channels.axis() + shape.rank() - flow.shape(input).rank();
        return !channels.isWhole() && channels.size() == shape.dim(axis) ? axis : -1;
    }

    /** Whether positions along the output's axis can be taken out of what an input gives for them. */
    private static boolean fits(int input, int axis, Shape shape, ChannelFlow flow) {
        int own = axis - shape.rank() + flow.shape(input).rank();
        boolean repeated = own < 0 || flow.shape(input).dim(own) == 1;
        return repeated || flow.isConstant(input) || aligned(input, shape, flow) == axis;
    }
}
