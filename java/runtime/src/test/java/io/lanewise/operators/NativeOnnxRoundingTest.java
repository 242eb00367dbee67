// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lanewise.execution.Networks;
import io.lanewise.execution.Planner;
import io.lanewise.execution.PreparedModel;
import io.lanewise.execution.neon.NeonKernels;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Or {@link OnnxRoundingTest} would say nothing of native kernels. */
class NativeOnnxRoundingTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void weightsWithZeroPointsAreNativeToo(int zeroPoint) {
        GraphBuilder one = new GraphBuilder();
        Quantization q = Quantization.perTensor(1, 0);
        FullyConnected operator = new FullyConnected(
                one.int8Input(q, 1, 8),
                one.constant(new byte[32], Quantization.perTensor(1, zeroPoint), 4, 8),
                -1,
                one.int8(q, 1, 4),
                Activation.NONE,
                false);
        try (PreparedModel model = NeonKernels.load()
                .prepare(Planner.plan(Networks.of(one.graph(operator).withRounding(Rounding.ONNX))))) {
            assertFalse(model.kernelName(0).startsWith("java "), model.kernelName(0));
        }
    }
}
