// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;

/** ADD: inputs times 2^20 are brought to twice the larger scale, summed, and brought to the output's. */
class AddTest extends BinaryTest {

    @Override
    Operator operator(int left, int right, int output, Activation activation) {
        return new Add(left, right, output, activation);
    }

    @Override
    IntBinary int8Result(Quantization left, Quantization right, Quantization out) {
        double common = 2.0 * Math.max(left.scale(), right.scale());
        Expected.Ratio leftRatio = Expected.Ratio.of(left.scale() / common);
        Expected.Ratio rightRatio = Expected.Ratio.of(right.scale() / common);
        Expected.Ratio outputRatio = Expected.Ratio.of(common / (1048576.0 * out.scale()));
        return (l, r) -> outputRatio.times(leftRatio.times((l - left.zeroPoint()) * 1048576L)
                + rightRatio.times((r - right.zeroPoint()) * 1048576L));
    }

    @Override
    double floatResult(double left, double right) {
        return left + right;
    }

    @Test
    void refusesAnOutputScaleThatIsTooSmall() {
        Quantization q = Quantization.perTensor(1, 0);
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "too small",
                one.graph(operator(
                        one.int8Input(q, 1),
                        one.int8Input(q, 1),
                        one.int8(Quantization.perTensor(1e-6f, 0), 1),
                        Activation.NONE)));
    }
}
