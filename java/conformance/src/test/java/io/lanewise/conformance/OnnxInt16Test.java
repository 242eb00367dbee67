// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files with int16 activations, of opset 21: ONNX Runtime computes them in floats, a few of the 65536 steps from ours.
 */
@OnOracle
class OnnxInt16Test {
    private static final int MOST_STEPS = 4;
    /** TFLite interpolates exponentials: up to 1 % off, where they leave the range. */
    private static final int MOST_STEPS_OF_EXPONENTIALS = 328;
    /** It leaves the lowest integer as it is, which has no opposite. */
    private static final int MOST_STEPS_OF_NEGATION = 65535;

    @ParameterizedTest
    @MethodSource("io.lanewise.testing.OperatorSamples#int16InOnnx")
    void operatorsAreWithinAFewSteps(OperatorSample sample) {
        int most = switch (sample.name()) {
            case "EXP", "SOFTMAX" -> MOST_STEPS_OF_EXPONENTIALS;
            case "NEG" -> MOST_STEPS_OF_NEGATION;
            default -> MOST_STEPS;
        };
        for (int number = 0; number < Math.min(Counts.CASES, 50); number++) {
            OperatorCase drawn = sample.draw(number, Form.INT16);
            for (OnnxComparison output :
                    OnnxComparison.run(drawn.graph(), InterfaceLayout.NCHW, OptLevel.NO_OPT, drawn.inputs())) {
                float steps = output.largestDifference() / output.step();
                assertTrue(steps < most + 0.5, sample + " case " + number + ": " + steps + " steps; " + drawn);
            }
        }
    }
}
