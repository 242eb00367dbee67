// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationMethodTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "min-max",
                "moving-average:0.05",
                "percentile:99.9",
                "kl",
                "mse",
                "analytic",
                "analytic:gaussian",
                "analytic:laplace"
            })
    void namesAreReadAsTheyAreWritten(String name) {
        assertEquals(name, CalibrationMethod.parse(name).toString());
    }

    @Test
    void parametersHaveDefaults() {
        assertEquals(new Percentile(99.999), CalibrationMethod.parse("percentile"));
        assertEquals(new MovingAverage(0.01), CalibrationMethod.parse("moving-average"));
        assertEquals(new Entropy(), CalibrationMethod.parse("entropy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max | unknown calibration method 'max'; known are min-max, moving-average, percentile, kl,"
                        + " mse and analytic",
                "percentile:101 | a percentile is above 50 and at most 100, got 101.0",
                "percentile:NaN | a percentile is above 50 and at most 100, got NaN",
                "percentile: | calibration method 'percentile:': '' is not a number",
                "moving-average:0 | an averaging constant is above 0 and at most 1, got 0.0",
                "kl:128 | calibration method 'kl:128': kl has no parameter",
                "analytic:cauchy | unknown distribution 'cauchy'; known are gaussian and laplace"
            })
    void saysWhatIsWrongWithAName(String name, String problem) {
        assertEquals(
                problem,
                assertThrows(IllegalArgumentException.class, () -> CalibrationMethod.parse(name))
                        .getMessage());
    }

    @Test
    void everyMethodHasAName() {
        Set<Class<?>> named =
                CalibrationMethod.all().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(Set.of(CalibrationMethod.class.getPermittedSubclasses()), named);
        for (CalibrationMethod method : CalibrationMethod.all()) {
            assertEquals(method, CalibrationMethod.parse(method.toString()));
        }
        assertEquals(
                "min-max, moving-average[:CONSTANT], percentile[:PERCENT], kl, mse, analytic[:gaussian|:laplace]",
                String.join(", ", CalibrationMethod.usages()));
    }

    /** A calibration for these methods keeps what they need: each can be applied, and nothing is kept twice. */
    @Test
    void methodsSayWhichStatisticsTheyNeed() {
        List<CalibrationMethod> methods = new ArrayList<>(CalibrationMethod.all());
        methods.add(new MovingAverage(0.5));
        methods.add(new MovingAverage(0.5));
        RequiredStatistics required = RequiredStatistics.of(methods);
        assertEquals(List.of(0.01, 0.5), required.averagingConstants());
        TensorStatistics statistics = new TensorStatistics(required);
        statistics.add(new float[] {1, 2, 3}, 3);
        for (CalibrationMethod method : methods) {
            assertTrue(method.range(statistics, IntegerGrid.INT8).maximum() <= 3, method.toString());
        }
    }

    @Test
    void movingAveragesMustHaveBeenKept() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> new MovingAverage().range(Values.statistics(1), IntegerGrid.INT8));
        assertEquals(
                "the calibration has kept no moving average with constant 0.01 (it depends on the samples' order and is"
                        + " lost in merging); calibrate anew with moving-average:0.01",
                e.getMessage());
    }
}
