// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.activation.L2Normalization;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.LogSoftmax;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.activation.Unary;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** Functions of every element alone, and of those of a row. */
final class ActivationTranslations {
    private static final float LEAST_SQUARE_SUM = 1e-12f;

    private ActivationTranslations() {}

    static void add() {
        OperatorTranslations.add(
                Relu.class,
                (operator, t) -> t.write(operator.output(), t.value(operator.input()), operator.activation()));
        OperatorTranslations.add(
                LeakyRelu.class,
                (operator, t) ->
                        write(t, operator.output(), leakyRelu(t.tf, t.value(operator.input()), operator.alpha())));
        OperatorTranslations.add(
                Logistic.class,
                (operator, t) -> write(t, operator.output(), t.tf.math.sigmoid(t.value(operator.input()))));
        OperatorTranslations.add(
                Softmax.class,
                (operator, t) -> write(
                        t,
                        operator.output(),
                        t.tf.nn.softmax(t.tf.math.mul(t.value(operator.input()), t.tf.constant(operator.beta())))));
        OperatorTranslations.add(
                LogSoftmax.class, (operator, t) -> write(t, operator.output(), logSoftmax(t, operator.input())));
        OperatorTranslations.add(
                L2Normalization.class,
                (operator, t) -> write(t, operator.output(), normalized(t.tf, t.value(operator.input()))));
        OperatorTranslations.add(
                Unary.class,
                (operator, t) ->
                        write(t, operator.output(), unary(operator.function(), t.tf, t.value(operator.input()))));
    }

    private static void write(Translation t, int output, Operand<TFloat32> value) {
        t.write(output, value, Activation.NONE);
    }

    private static Operand<TFloat32> leakyRelu(Ops tf, Operand<TFloat32> x, float alpha) {
        return tf.math.add(tf.nn.relu(x), tf.math.mul(tf.math.minimum(x, tf.constant(0f)), tf.constant(alpha)));
    }

    /** Of rows in a matrix: TensorFlow's gradient sums along the second dimension, whatever rank there is. */
    private static Operand<TFloat32> logSoftmax(Translation t, int input) {
        Shape shape = t.shape(input);
        var rows = t.tf.reshape(t.value(input), t.tf.constant(new int[] {-1, shape.dim(-1)}));
        return t.tf.reshape(t.tf.nn.logSoftmax(rows), t.tf.constant(shape.dims()));
    }

    private static Operand<TFloat32> normalized(Ops tf, Operand<TFloat32> x) {
        var squares = tf.reduceSum(tf.math.square(x), tf.constant(-1), ReduceSum.keepDims(true));
        return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(LEAST_SQUARE_SUM))));
    }

    private static Operand<TFloat32> unary(UnaryFunction function, Ops tf, Operand<TFloat32> x) {
        return switch (function) {
            case ABS -> tf.math.abs(x);
            case COS -> tf.math.cos(x);
            case ELU -> tf.nn.elu(x);
            case EXP -> tf.math.exp(x);
            case GELU -> gelu(tf, x);
            case HARD_SWISH -> hardSwish(tf, x);
            case LOG -> tf.math.log(x);
            case NEG -> tf.math.neg(x);
            case RSQRT -> tf.math.rsqrt(x);
            case SIN -> tf.math.sin(x);
            case SQRT -> tf.math.sqrt(x);
            case SQUARE -> tf.math.square(x);
            case TANH -> tf.math.tanh(x);
            case CEIL, FLOOR, LOGICAL_NOT, ROUND, SIGN ->
                throw new IllegalArgumentException("its gradient is 0 wherever it has one");
        };
    }

    private static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
        var erf = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
        return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), tf.math.add(erf, tf.constant(1f)));
    }

    private static Operand<TFloat32> hardSwish(Ops tf, Operand<TFloat32> x) {
        var gate = tf.nn.relu6(tf.math.add(x, tf.constant(3f)));
        return tf.math.mul(tf.math.mul(x, gate), tf.constant(1f / 6));
    }
}
