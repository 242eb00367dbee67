// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolynomialScheduleTest {

    /** Values of TensorFlow Model Optimization's PolynomialDecay. */
    @ParameterizedTest
    @CsvSource({"0, 0", "250, 0.4625", "500, 0.7", "750, 0.7875", "1000, 0.8", "5000, 0.8"})
    void growsFastThenSlowly(long step, double sparsity) {
        assertEquals(sparsity, new PolynomialSchedule(0, 0.8, 0, 1000).at(step), 1e-12);
        assertEquals(sparsity, new PolynomialSchedule(0, 0.8, 300, 1300).at(step + 300), 1e-12);
    }

    @Test
    void beginsWhereItIsTold() {
        assertEquals(0.3, new PolynomialSchedule(0.3, 0.8, 100, 200).at(7), 1e-12);
    }

    @Test
    void refusesWhatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new PolynomialSchedule(0.8, 0.3, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new PolynomialSchedule(0, 1.1, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new PolynomialSchedule(Double.NaN, 0.5, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new PolynomialSchedule(0, 0.5, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new PolynomialSchedule(0, 0.5, -1, 10));
    }
}
