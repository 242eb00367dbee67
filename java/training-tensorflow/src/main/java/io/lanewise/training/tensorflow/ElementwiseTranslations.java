// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.elementwise.Prelu;
import io.lanewise.tensor.Activation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Functions of two values, element by element; TensorFlow broadcasts as NumPy does. */
final class ElementwiseTranslations {

    private ElementwiseTranslations() {}

    static void add() {
        OperatorTranslations.add(
                Add.class,
                (operator, t) -> t.write(
                        operator.output(),
                        t.tf.math.add(t.value(operator.left()), t.value(operator.right())),
                        operator.activation()));
        OperatorTranslations.add(
                Mul.class,
                (operator, t) -> t.write(
                        operator.output(),
                        t.tf.math.mul(t.value(operator.left()), t.value(operator.right())),
                        operator.activation(),
                        Requantization.ofProducts(operator.left(), operator.right())));
        OperatorTranslations.add(
                Binary.class,
                (operator, t) -> t.write(
                        operator.output(),
                        binary(operator, t.tf, t.value(operator.left()), t.value(operator.right())),
                        operator.activation()));
        OperatorTranslations.add(Prelu.class, ElementwiseTranslations::prelu);
    }

    private static Operand<TFloat32> binary(Binary operator, Ops tf, Operand<TFloat32> left, Operand<TFloat32> right) {
        return switch (operator.function()) {
            case DIV -> tf.math.div(left, right);
            case MAXIMUM -> tf.math.maximum(left, right);
            case MINIMUM -> tf.math.minimum(left, right);
            case POW -> tf.math.pow(left, right);
            case SQUARED_DIFFERENCE -> tf.math.squaredDifference(left, right);
            case SUB -> tf.math.sub(left, right);
            case FLOOR_DIV, FLOOR_MOD, LOGICAL_AND, LOGICAL_OR ->
                throw new IllegalArgumentException("it has no gradient");
        };
    }

    private static void prelu(Prelu operator, Translation t) {
        Operand<TFloat32> x = t.value(operator.input());
        var below = t.tf.math.mul(t.value(operator.slope()), t.tf.math.minimum(x, t.tf.constant(0f)));
        t.write(operator.output(), t.tf.math.add(t.tf.nn.relu(x), below), Activation.NONE);
    }
}
