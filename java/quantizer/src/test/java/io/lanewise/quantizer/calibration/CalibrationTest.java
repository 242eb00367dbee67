// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        return new Calibration(Model.of(graph), Backend.JAVA);
    }

    @Test
    void everyActivationHasTheRangeOfAllSamples() {
        try (Calibration calibration = calibration(graph())) {
            calibration.add(new float[] {1, 2}, new float[] {0, 5});
            calibration.add(new float[] {-3, 2}, new float[] {0.5f, -1});
            assertEquals(2, calibration.samples());
            assertEquals(
                    Map.of(0, new Range(-3, 2), 1, new Range(-1, 5), 3, new Range(-2.5f, 7), 4, new Range(-25, 10)),
                    calibration.statistics().ranges(new MinMax()));
        }
    }

    @Test
    void saysWhatIsWrongWithASample() {
        try (Calibration calibration = calibration(graph())) {
            calibration.add(new float[2], new float[2]);
            assertRefused(
                    "sample 1 has 3 values, but input 1 \"right\" float32[1,2] of test takes 2",
                    IllegalArgumentException.class,
                    () -> calibration.add(new float[2], new float[3]));
            assertRefused(
                    "sample 1 has 1 arrays, but test has 2 inputs",
                    IllegalArgumentException.class,
                    () -> calibration.add(new float[2]));
            assertRefused(
                    "sample 1 holds NaN at element 1 of input 0 \"left\"",
                    IllegalArgumentException.class,
                    () -> calibration.add(new float[] {0, Float.NaN}, new float[2]));
            assertRefused(
                    "sample 1: operator 1 MUL \"product\" computes Infinity at element 0",
                    ModelException.class,
                    () -> calibration.add(new float[] {1e38f, 0}, new float[2]));
        }
    }

    private static CalibrationStatistics statistics(float[][][] samples, int from, int to, int step) {
        try (Calibration calibration = calibration(graph())) {
            for (int i = from; i != to; i += step) {
                calibration.add(samples[i]);
            }
            return calibration.statistics();
        }
    }

    @Test
    void orderAndPartsDoNotMatter() {
        Random random = new Random(2);
        float[][][] samples = new float[20][2][2];
        for (float[][] sample : samples) {
            for (float[] input : sample) {
                input[0] = random.nextFloat() - 0.5f;
                input[1] = random.nextFloat() * 1000;
            }
        }
        CalibrationStatistics all = statistics(samples, 0, 20, 1);
        CalibrationStatistics merged = CalibrationStatistics.merge(
                List.of(statistics(samples, 13, 20, 1), statistics(samples, 0, 4, 1), statistics(samples, 4, 13, 1)));
        for (CalibrationStatistics same : List.of(statistics(samples, 19, -1, -1), merged)) {
            assertEquals(all.data(), same.data());
            assertEquals(all.model(), same.model());
            assertEquals(20, same.samples());
            for (String method : List.of("min-max", "percentile:90", "kl", "mse", "analytic")) {
                assertEquals(all.ranges(CalibrationMethod.parse(method)), same.ranges(CalibrationMethod.parse(method)));
            }
        }
        assertNotEquals(all.data(), statistics(samples, 0, 19, 1).data());
    }

    @Test
    void knowsItsModel() {
        CalibrationStatistics statistics = statistics(new float[][][] {{{1, 2}, {3, 4}}}, 0, 1, 1);
        Graph same = graph();
        statistics.requireOf(new Graph("renamed", same.tensors(), same.operators(), same.inputs(), same.outputs()));
        GraphBuilder g = new GraphBuilder();
        int left = g.input("left", 1, 2);
        Graph other = g.add(new Add(left, left, g.activation("sum", 1, 2), Activation.NONE))
                .build(1);
        assertRefused(
                "test: the calibration was made with another model",
                ModelException.class,
                () -> statistics.requireOf(other));
    }

    /** One tensor outgrows what it was after 6 of 8 samples; the others were as wide before. */
    @Test
    void tellsWhichRangesStillGrow() {
        try (Calibration calibration = calibration(graph())) {
            for (int i = 0; i < 8; i++) {
                calibration.add(new float[] {i == 7 ? 3 : -1, 1}, new float[] {i == 0 ? 2 : 0, i == 0 ? -3 : 0});
            }
            assertEquals(
                    Map.of(
                            0,
                            new RangeGrowth.Growth(6, new Range(-1, 1), new Range(-1, 3)),
                            3,
                            new RangeGrowth.Growth(6, new Range(-2, 1), new Range(-2, 3)),
                            4,
                            new RangeGrowth.Growth(6, new Range(-10, 10), new Range(-10, 30))),
                    calibration.growth());
            assertEquals(1.0, calibration.growth().get(0).fraction());
        }
    }

    @Test
    void growthIsKnownAfterManySamples() {
        try (Calibration calibration = calibration(graph())) {
            for (int i = 0; i < 1000; i++) {
                calibration.add(new float[] {i, 0}, new float[2]);
            }
            RangeGrowth.Growth growth = calibration.growth().get(0);
            assertTrue(growth.samples() > 600 && growth.samples() <= 750, growth.toString());
            assertEquals(new Range(0, growth.samples() - 1), growth.before());
        }
    }

    @Test
    void needsSamplesAndAFloatModel() {
        try (Calibration calibration = calibration(graph())) {
            assertRefused("no samples to calibrate test with", IllegalStateException.class, calibration::statistics);
        }
        assertRefused(
                "\"quantized\" int8[1,8,8,3] is not float32",
                ModelException.class,
                () -> calibration(SmallNetwork.int8()));
    }

    private static void assertRefused(String problem, Class<? extends Exception> type, Executable executable) {
        Exception e = assertThrows(type, executable);
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }
}
