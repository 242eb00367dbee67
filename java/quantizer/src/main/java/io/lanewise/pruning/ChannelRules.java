// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.lookup.Gather;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.reduction.TopK;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** How the channels of what each kind of operator reads go on in what it writes. */
final class ChannelRules {
    private static final KindTable<Consumer<ChannelFlow>> TABLE = new KindTable<>();

    static {
        AxisRules.add();
        ElementwiseRules.add();
        MovementRules.add();
        WeightedRules.add();
        // What they read stays as it is, and what they write.
        addWhole(BatchMatMul.class);
        addWhole(Custom.class);
        addWhole(Gather.class);
        addWhole(GatherNd.class);
        addWhole(ScatterNd.class);
        addWhole(TopK.class);
    }

    private ChannelRules() {}

    /** Says what becomes of the channels that an operator reads. */
    static void follow(Operator operator, ChannelFlow flow) {
        TABLE.apply(operator).accept(flow);
    }

    static <O extends Operator> void add(Class<O> kind, BiConsumer<O, ChannelFlow> rule) {
        TABLE.add(kind, operator -> flow -> rule.accept(operator, flow));
    }

    private static <O extends Operator> void addWhole(Class<O> kind) {
        add(kind, (operator, flow) -> operator.inputs().forEach(flow::keep));
    }

    static Set<Class<? extends Operator>> missing() {
        return TABLE.missing();
    }
}
