// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.conformance.OperatorCase.Family;
import io.lanewise.quantizer.onnx.writing.InterfaceLayout;
import io.lanewise.tensor.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files with int16 activations, of opset 21: ONNX Runtime computes them in floats, a few of the 65536 steps from ours. */
@OnOracle
class OnnxInt16Test {
    private static final int MOST_STEPS = 4;
    /** TFLite's softmax of int16 interpolates its exponentials: up to 1 % off. */
    private static final int MOST_STEPS_OF_SOFTMAX = 328;

    @ParameterizedTest
    @EnumSource
    void operatorsAreWithinAFewSteps(Family family) {
        int most = family == Family.SOFTMAX ? MOST_STEPS_OF_SOFTMAX : MOST_STEPS;
        for (int number = 0; number < Math.min(Counts.CASES, 50); number++) {
            OperatorCase drawn = family.newCase(number, DataType.INT16, DataType.INT8);
            if (drawn.graph().operators().get(0).noForm(DataType.INT16).isPresent()) {
                return;
            }
            for (OnnxComparison output : OnnxComparison.run(drawn.graph(), InterfaceLayout.NCHW, OptLevel.NO_OPT, drawn.inputs())) {
                float steps = output.largestDifference() / output.step();
                assertTrue(steps < most + 0.5, family + " case " + number + ": " + steps + " steps; " + drawn);
            }
        }
    }
}
