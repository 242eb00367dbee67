// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.operators.reduction.CumulativeSum;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tensor.Activation;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Reductions. TensorFlow keeps no dimension that is reduced; the output's shape says which are. */
final class ReductionTranslations {

    private ReductionTranslations() {}

    static void add() {
        OperatorTranslations.add(
                Mean.class,
                (operator, t) -> t.write(
                        operator.output(),
                        shaped(
                                t,
                                operator.output(),
                                t.tf.math.mean(t.value(operator.input()), axes(t.tf, operator.axes()))),
                        Activation.NONE,
                        Requantization.ofMean(
                                operator.input(),
                                t.shape(operator.input()).elements()
                                        / t.shape(operator.output()).elements())));
        OperatorTranslations.add(Reduce.class, ReductionTranslations::reduce);
        OperatorTranslations.add(
                CumulativeSum.class,
                (operator, t) -> write(
                        t,
                        operator.output(),
                        t.tf.math.cumsum(
                                t.value(operator.input()),
                                t.tf.constant(operator.axis()),
                                Cumsum.exclusive(operator.exclusive()),
                                Cumsum.reverse(operator.reverse()))));
    }

    private static void write(Translation t, int output, Operand<TFloat32> value) {
        t.write(output, shaped(t, output, value), Activation.NONE);
    }

    private static Operand<TFloat32> shaped(Translation t, int output, Operand<TFloat32> value) {
        return t.tf.reshape(value, t.tf.constant(t.shape(output).dims()));
    }

    private static void reduce(Reduce operator, Translation t) {
        Operand<TFloat32> value = shaped(t, operator.output(), reduced(operator, t));
        switch (operator.function()) {
            case SUM -> t.write(operator.output(), value, Activation.NONE, Requantization.ofMean(operator.input(), 1));
            case MAX, MIN, PROD, ALL, ANY -> t.write(operator.output(), value, Activation.NONE);
        }
    }

    private static Operand<TFloat32> reduced(Reduce operator, Translation t) {
        Operand<TFloat32> x = t.value(operator.input());
        Operand<TInt32> axes = axes(t.tf, operator.axes());
        return switch (operator.function()) {
            case MAX -> t.tf.max(x, axes);
            case MIN -> t.tf.min(x, axes);
            case PROD -> t.tf.prod(x, axes);
            case SUM -> t.tf.reduceSum(x, axes);
            case ALL, ANY -> throw new IllegalArgumentException("truths have no gradient");
        };
    }

    private static Operand<TInt32> axes(Ops tf, List<Integer> axes) {
        return tf.constant(axes.stream().mapToInt(Integer::intValue).toArray());
    }
}
