// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.operators.matmul.BatchMatMul;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** Products of matrices. */
final class MatmulTranslations {

    private MatmulTranslations() {}

    static void add() {
        OperatorTranslations.add(FullyConnected.class, MatmulTranslations::fullyConnected);
        OperatorTranslations.add(BatchMatMul.class, MatmulTranslations::batchMatMul);
    }

    private static void fullyConnected(FullyConnected operator, Translation t) {
        int inputs = t.shape(operator.weights()).dim(1);
        var rows = t.tf.reshape(t.value(operator.input()), t.tf.constant(new int[] {-1, inputs}));
        var sums = t.tf.linalg.matMul(rows, t.value(operator.weights()), MatMul.transposeB(true));
        var biased = operator.bias() < 0 ? sums : t.tf.nn.biasAdd(sums, t.value(operator.bias()));
        var shaped =
                t.tf.reshape(biased, t.tf.constant(t.shape(operator.output()).dims()));
        t.write(operator.output(), shaped, operator.activation());
    }

    /** TensorFlow's has the last two dimensions of both transposed by their names alone: adjoint. */
    private static void batchMatMul(BatchMatMul operator, Translation t) {
        var product = t.tf.train.batchMatMul(
                matrices(operator.left(), t),
                matrices(operator.right(), t),
                TFloat32.class,
                org.tensorflow.op.train.BatchMatMul.adjX(operator.leftTransposed()),
                org.tensorflow.op.train.BatchMatMul.adjY(operator.rightTransposed()));
        t.write(
                operator.output(),
                t.tf.reshape(product, t.tf.constant(t.shape(operator.output()).dims())),
                Activation.NONE,
                Requantization.ofSums(operator.left(), operator.right()));
    }

    private static Operand<TFloat32> matrices(int tensor, Translation t) {
        Shape shape = t.shape(tensor);
        Translation.require(shape.rank() >= 2, shape + " are no matrices");
        return t.value(tensor);
    }
}
