// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.conformance.OperatorCase.Family;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.onnx.writing.InterfaceLayout;
import io.lanewise.tensor.Rounding;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Graphs of ONNX rounding give the integers that ONNX Runtime gives for the file: of its integer kernels (ALL_OPT) for
 * convolutions and dense layers, of its float kernels between DequantizeLinear and QuantizeLinear (NO_OPT) for all else.
 */
@OnOracle
class OnnxRoundingTest {

    /** Whose reals depend on the order in which they are added, which nothing says: ties may fall either way. */
    private static final Set<Family> ANY_ORDER = Set.of(Family.AVERAGE_POOL_2D, Family.RESIZE_BILINEAR);

    @ParameterizedTest
    @EnumSource
    void operatorsGiveTheSameIntegers(Family family) {
        boolean sums = Set.of(Family.CONV_2D, Family.DEPTHWISE_CONV_2D, Family.FULLY_CONNECTED).contains(family);
        int elements = 0;
        int different = 0;
        for (int number = 0; number < Counts.CASES; number++) {
            OperatorCase drawn = family.newCase(number);
            for (OnnxComparison output : OnnxComparison.run(drawn.graph().withRounding(Rounding.ONNX), InterfaceLayout.NCHW,
                    sums ? OptLevel.ALL_OPT : OptLevel.NO_OPT, drawn.inputs())) {
                float steps = output.largestDifference() / output.step();
                assertTrue(ANY_ORDER.contains(family) ? steps < 1.5f : output.countDifferent() == 0,
                        family + " case " + number + ": " + steps + " steps; " + drawn);
                elements += output.expected().length;
                different += output.countDifferent();
            }
        }
        assertTrue(different * 50L < elements, different + " of " + elements + " values differ");
    }
}
