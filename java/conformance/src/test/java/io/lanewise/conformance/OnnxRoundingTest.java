// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.tensor.Rounding;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs of ONNX rounding give the integers that ONNX Runtime gives for the file: of its integer kernels (ALL_OPT) for
 * convolutions and dense layers, of its float kernels between DequantizeLinear and QuantizeLinear (NO_OPT) for all
 * else.
 */
@OnOracle
class OnnxRoundingTest {

    /** Whose reals depend on the order in which they are added, which nothing says: ties may fall either way. */
    private static final Set<String> ANY_ORDER = Set.of("AVERAGE_POOL_2D", "RESIZE_BILINEAR", "TRANSPOSE_CONV");

    @ParameterizedTest
    @MethodSource("io.lanewise.testing.OperatorSamples#int8InOnnx")
    void operatorsGiveTheSameIntegers(OperatorSample sample) {
        boolean sums = sample.draw(0, Form.INT8).operator() instanceof WeightedOperator;
        int elements = 0;
        int different = 0;
        for (int number = 0; number < Counts.CASES; number++) {
            OperatorCase drawn = sample.draw(number, Form.INT8);
            for (OnnxComparison output : OnnxComparison.run(
                    drawn.graph().withRounding(Rounding.ONNX),
                    InterfaceLayout.NCHW,
                    sums ? OptLevel.ALL_OPT : OptLevel.NO_OPT,
                    drawn.inputs())) {
                float steps = output.largestDifference() / output.step();
                assertTrue(
                        ANY_ORDER.contains(sample.name()) ? steps < 1.5f : output.countDifferent() == 0,
                        sample + " case " + number + ": " + steps + " steps; " + drawn);
                elements += output.expected().length;
                different += output.countDifferent();
            }
        }
        assertTrue(different * 50L < elements, different + " of " + elements + " values differ");
    }
}
