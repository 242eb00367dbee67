// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizedMultiplierTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1073741824, 1",
        "0.5, 1073741824, 0",
        "0.25, 1073741824, -1",
        "0.75, 1610612736, 0",
        "3, 1610612736, 2",
        "0, 0, 0",
        "0.0003, 1319413953, -11",
        "2147483647, 2147483647, 31",
        // Fractions that round up to 1 become 1/2 of the next power of two.
        "0.99999999999, 1073741824, 1",
        "0.49999999999, 1073741824, 0",
        // The smallest factor, and those below it.
        "2.3283064365386963e-10, 1073741824, -31",
        "2.3283064364e-10, 1073741824, -31",
        "2.32830643e-10, 0, 0",
        "1e-300, 0, 0",
        "4.9e-324, 0, 0"
    })
    void knownValues(double real, int multiplier, int shift) {
        assertEquals(new QuantizedMultiplier(multiplier, shift), QuantizedMultiplier.of(real));
    }

    /** The fraction is the real divided by a power of two, rounded half up to 31 bits. */
    @Test
    void isTheNearest() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double real = Math.scalb(random.nextDouble() + 1e-9, random.nextInt(50) - 20);
            if (i % 2 == 0) {
                // Ties: an odd number of halves of the last bit.
                real = Math.scalb((double) ((1L << 31) + 2L * random.nextInt(1 << 30) + 1), -32 - random.nextInt(30));
            }
            QuantizedMultiplier m = QuantizedMultiplier.of(real);
            BigDecimal scaled = new BigDecimal(real).multiply(new BigDecimal(Math.scalb(1.0, 31 - m.shift())));
            assertEquals(scaled.setScale(0, RoundingMode.HALF_UP).longValueExact(), m.multiplier());
            assertTrue(m.multiplier() >= 1 << 30, m::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 2147483648.0, 2147483647.9999998, 1e300, Double.POSITIVE_INFINITY, Double.NaN})
    void refusesWhatNoShiftCanDo(double real) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> QuantizedMultiplier.of(real));
        assertTrue(e.getMessage().endsWith("got " + real), e.getMessage());
    }
}
