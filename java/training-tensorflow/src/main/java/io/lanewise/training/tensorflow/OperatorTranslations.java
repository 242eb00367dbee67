// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Operator;
import io.lanewise.operators.KindTable;
import io.lanewise.operators.comparison.Compare;
import io.lanewise.operators.comparison.Select;
import io.lanewise.operators.conversion.Cast;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.custom.Custom;
import io.lanewise.operators.lookup.GatherNd;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.operators.reduction.ArgExtremum;
import io.lanewise.operators.reduction.TopK;
import io.lanewise.tensor.Activation;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What each kind of operator is in TensorFlow. */
final class OperatorTranslations {
    private static final KindTable<Consumer<Translation>> TABLE = new KindTable<>();

    static {
        ActivationTranslations.add();
        ConvolutionTranslations.add();
        ElementwiseTranslations.add();
        MatmulTranslations.add();
        MovementTranslations.add();
        PoolingTranslations.add();
        ReductionTranslations.add();
        refuse(Compare.class, "truths have no gradient");
        refuse(Select.class, "truths have no gradient");
        refuse(Cast.class, "what is cast has no gradient");
        // The same reals, at other scales.
        add(Quantize.class, (operator, t) -> t.write(operator.output(), t.value(operator.input()), Activation.NONE));
        add(Dequantize.class, (operator, t) -> t.write(operator.output(), t.value(operator.input()), Activation.NONE));
        refuse(Custom.class, "a custom operator has no gradient");
        refuse(GatherNd.class, "it has no translation");
        refuse(ScatterNd.class, "it has no translation");
        refuse(ArgExtremum.class, "positions have no gradient");
        refuse(TopK.class, "it has no translation");
    }

    private OperatorTranslations() {}

    /**
     * Makes what an operator writes.
     *
     * @throws IllegalArgumentException if it has no gradient or no translation
     */
    static void translate(Operator operator, Translation translation) {
        TABLE.apply(operator).accept(translation);
    }

    static <O extends Operator> void add(Class<O> kind, BiConsumer<O, Translation> entry) {
        TABLE.add(kind, operator -> translation -> entry.accept(operator, translation));
    }

    private static <O extends Operator> void refuse(Class<O> kind, String why) {
        add(kind, (operator, translation) -> Translation.require(false, why));
    }

    static Set<Class<? extends Operator>> missing() {
        return TABLE.missing();
    }
}
