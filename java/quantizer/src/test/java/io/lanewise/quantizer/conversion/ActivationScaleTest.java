// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.quantizer.calibration.Range;
import io.lanewise.tensor.Quantization;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationScaleTest {

    @ParameterizedTest
    @CsvSource({
        "0, 255, 1, -128",
        "-128, 127, 1, 0",
        "-255, 0, 1, 127",
        "-127.5, 127.5, 1, -1", // -0.5 away from zero
        "3, 510, 2, -128", // widened down to 0
        "-510, -3, 2, 127", // widened up to 0
        "0, 0, 1, -128",
        "-0.0, 0, 1, -128",
        "0, 1e-44, 1, -128"}) // 1e-44 / 255 is below the smallest float
    void spreadsTheRangeOverInt8(float minimum, float maximum, float scale, int zeroPoint) {
        assertEquals(Quantization.perTensor(scale, zeroPoint), ActivationScale.of(new Range(minimum, maximum)));
    }

    /** Against the definition in decimal arithmetic of 40 digits; float32 rounding may move a near tie. */
    @Test
    void isTheDefinitionToFloatPrecision() {
        Random random = new Random(1);
        MathContext digits = new MathContext(40);
        for (int i = 0; i < 10_000; i++) {
            float minimum = (float) (-random.nextDouble() * Math.pow(10, random.nextInt(12) - 6));
            float maximum = (float) (random.nextDouble() * Math.pow(10, random.nextInt(12) - 6));
            Quantization quantization = ActivationScale.of(new Range(minimum, maximum));
            BigDecimal scale = new BigDecimal(maximum).subtract(new BigDecimal(minimum)).divide(new BigDecimal(255), digits);
            BigDecimal zero = new BigDecimal(-128).subtract(new BigDecimal(minimum).divide(scale, digits));
            assertEquals(scale.doubleValue(), quantization.scale(), scale.doubleValue() * 2e-7);
            BigDecimal fraction = zero.subtract(zero.setScale(0, RoundingMode.FLOOR));
            if (fraction.subtract(new BigDecimal("0.5")).abs().doubleValue() > 1e-4) {
                assertEquals(zero.setScale(0, RoundingMode.HALF_UP).intValue(), quantization.zeroPoint());
            }
        }
    }

    @Test
    void refusesWhatFloat32CannotHold() {
        Range range = new Range(-Float.MAX_VALUE, Float.MAX_VALUE);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ActivationScale.of(range));
        assertTrue(e.getMessage().contains("-3.4028235E38 to 3.4028235E38"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Range(0, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Range(1, 0));
    }
}
