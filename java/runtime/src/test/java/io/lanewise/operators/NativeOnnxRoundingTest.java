// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.execution.Networks;
import io.lanewise.execution.Planner;
import io.lanewise.execution.PreparedModel;
import io.lanewise.execution.neon.NeonKernels;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeOnnxRoundingTest extends AbstractOnnxRoundingTest {

    NativeOnnxRoundingTest() {
        super(NeonKernels.load());
    }

    /** Or the tests of the other class would say nothing of native kernels. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void onlyWeightsWithZeroPointsAreLeftToJava(int zeroPoint) {
        OneOperator one = new OneOperator();
        Quantization q = Quantization.perTensor(1, 0);
        FullyConnected operator = new FullyConnected(one.int8Input(q, 1, 8),
                one.constant(new byte[32], Quantization.perTensor(1, zeroPoint), 4, 8), -1, one.int8Output(q, 1, 4),
                Activation.NONE, false);
        try (PreparedModel model = NeonKernels.load()
                .prepare(Planner.plan(Networks.of(one.graph(operator).withRounding(Rounding.ONNX))))) {
            assertEquals(zeroPoint != 0, model.kernelName(0).startsWith("java "), model.kernelName(0));
        }
    }
}
