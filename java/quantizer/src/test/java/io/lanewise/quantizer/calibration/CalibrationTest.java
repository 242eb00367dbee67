// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Activation;
import io.lanewise.graph.Add;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Mul;
import io.lanewise.quantizer.EveryOperator;
import io.lanewise.quantizer.GraphBuilder;
import io.lanewise.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CalibrationTest {

    /** (left + right) x (10, -1): inputs 0 and 1, sum 3, product 4. */
    private static Graph graph() {
        GraphBuilder g = new GraphBuilder();
        int left = g.input("left", 1, 2);
        int right = g.input("right", 1, 2);
        int gain = g.floats("gain", Shape.of(2), 10, -1);
        int sum = g.activation("sum", 1, 2);
        int product = g.activation("product", 1, 2);
        g.add(new Add(left, right, sum, Activation.NONE)).add(new Mul(sum, gain, product, Activation.NONE));
        return g.build(product);
    }

    private static Calibration calibration(Graph graph) {
        return new Calibration(Model.of(graph), new MinMaxCalibrator(), Backend.JAVA);
    }

    @Test
    void everyActivationHasTheRangeOfAllSamples() {
        try (Calibration calibration = calibration(graph())) {
            calibration.add(new float[] {1, 2}, new float[] {0, 5});
            calibration.add(new float[] {-3, 2}, new float[] {0.5f, -1});
            assertEquals(2, calibration.samples());
            assertEquals(Map.of(0, new Range(-3, 2), 1, new Range(-1, 5), 3, new Range(-2.5f, 7), 4, new Range(-25, 10)),
                    calibration.ranges());
        }
    }

    @Test
    void saysWhatIsWrongWithASample() {
        try (Calibration calibration = calibration(graph())) {
            calibration.add(new float[2], new float[2]);
            assertRefused("sample 1 has 3 values, but input 1 \"right\" float32[1,2] of test takes 2",
                    IllegalArgumentException.class, () -> calibration.add(new float[2], new float[3]));
            assertRefused("sample 1 has 1 arrays, but test has 2 inputs", IllegalArgumentException.class,
                    () -> calibration.add(new float[2]));
            assertRefused("sample 1 holds NaN at element 1 of input 0 \"left\"", IllegalArgumentException.class,
                    () -> calibration.add(new float[] {0, Float.NaN}, new float[2]));
            assertRefused("sample 1: operator 1 MUL \"product\" computes Infinity at element 0", ModelException.class,
                    () -> calibration.add(new float[] {1e38f, 0}, new float[2]));
        }
    }

    @Test
    void needsSamplesAndAFloatModel() {
        try (Calibration calibration = calibration(graph())) {
            assertRefused("no samples to calibrate test with", IllegalStateException.class, calibration::ranges);
        }
        assertRefused("\"quantized\" int8[1,8,8,3] is not float32", ModelException.class,
                () -> calibration(EveryOperator.int8()));
    }

    private static void assertRefused(String problem, Class<? extends Exception> type, Executable executable) {
        Exception e = assertThrows(type, executable);
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }
}
