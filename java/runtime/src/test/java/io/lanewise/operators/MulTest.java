// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;

/** MUL: the product of the values less their zero points, times a ratio of scales worked out in float32. */
class MulTest extends BinaryTest {

    @Override
    Operator operator(int left, int right, int output, Activation activation) {
        return new Mul(left, right, output, activation);
    }

    @Override
    IntBinary int8Result(Quantization left, Quantization right, Quantization out) {
        Expected.Ratio ratio = Expected.Ratio.of(left.scale() * right.scale() / out.scale());
        return (l, r) -> ratio.times((long) (l - left.zeroPoint()) * (r - right.zeroPoint()));
    }

    @Override
    double floatResult(double left, double right) {
        return left * right;
    }
}
