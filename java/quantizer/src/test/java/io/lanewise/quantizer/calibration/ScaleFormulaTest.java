// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.tensor.Quantization;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values are computed in decimals, each operation exactly and then rounded once to the toolkit's precision, as
 * IEEE arithmetic does: the formulas' own order of operations, without any of Java's float arithmetic.
 */
class ScaleFormulaTest {
    private static final int RANGES = 1000;
    private static final BigDecimal TINY = new BigDecimal(Float.MIN_NORMAL);
    private static final BigDecimal EPSILON = new BigDecimal("1.1920928955078125e-7");

    /** A quotient to enough digits that rounding it to float or double is rounding the exact one. */
    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, new MathContext(60));
    }

    private static BigDecimal asFloat(BigDecimal exact) {
        return new BigDecimal(exact.floatValue());
    }

    private static BigDecimal asDouble(BigDecimal exact) {
        return new BigDecimal(exact.doubleValue());
    }

    private static int clamp(BigDecimal zeroPoint, IntegerGrid grid) {
        return zeroPoint
                .max(new BigDecimal(grid.minimum()))
                .min(new BigDecimal(grid.maximum()))
                .intValueExact();
    }

    private static Quantization expected(ScaleFormula formula, Range range, IntegerGrid grid) {
        BigDecimal minimum = new BigDecimal(Math.min(range.minimum(), 0));
        BigDecimal maximum = new BigDecimal(Math.max(range.maximum(), 0));
        BigDecimal magnitude = maximum.max(minimum.negate());
        BigDecimal least = new BigDecimal(grid.minimum());
        BigDecimal steps = new BigDecimal(grid.maximum()).subtract(least);
        BigDecimal width = asFloat(maximum.subtract(minimum));
        if (grid.symmetric()) {
            BigDecimal scale = switch (formula) {
                case TFLITE -> asFloat(quotient(magnitude, new BigDecimal(grid.maximum())));
                case ORT -> asFloat(asDouble(quotient(magnitude.add(magnitude), new BigDecimal(2 * grid.maximum()))));
                case PYTORCH ->
                    asFloat(quotient(magnitude, steps.divide(BigDecimal.valueOf(2))))
                            .max(EPSILON);
            };
            return Quantization.perTensor(scale.floatValue(), 0);
        }
        return switch (formula) {
            case TFLITE -> {
                BigDecimal scale = asFloat(quotient(width, steps));
                BigDecimal zero = asFloat(least.subtract(asFloat(quotient(minimum, scale))));
                yield Quantization.perTensor(scale.floatValue(), clamp(zero.setScale(0, RoundingMode.HALF_UP), grid));
            }
            case ORT -> {
                BigDecimal scale = asDouble(quotient(width, steps));
                BigDecimal zero = asDouble(least.subtract(asDouble(quotient(minimum, scale))));
                yield scale.compareTo(TINY) < 0
                        ? Quantization.perTensor(1, 0)
                        : Quantization.perTensor(
                                scale.floatValue(), clamp(zero.setScale(0, RoundingMode.HALF_EVEN), grid));
            }
            case PYTORCH -> {
                BigDecimal scale = asFloat(quotient(width, steps)).max(EPSILON);
                BigDecimal zero = asFloat(quotient(minimum, scale)).setScale(0, RoundingMode.HALF_EVEN);
                yield Quantization.perTensor(scale.floatValue(), clamp(least.subtract(zero), grid));
            }
        };
    }

    /** Widths from 1e-3 to 1e6, of which one in ten ends on a multiple of half a step so that zero points are ties. */
    private static Range range(Random random) {
        float magnitude = (float) Math.pow(10, random.nextInt(10) - 3);
        if (random.nextInt(10) == 0) {
            float step = Math.scalb(1f, random.nextInt(12) - 8);
            int below = random.nextInt(511);
            return new Range(-below * step / 2, (510 - below) * step / 2);
        }
        float first = (random.nextFloat() - 0.3f) * magnitude;
        float second = (random.nextFloat() - 0.3f) * magnitude;
        return new Range(Math.min(first, second), Math.max(first, second));
    }

    @ParameterizedTest
    @CsvSource({"TFLITE", "ORT", "PYTORCH"})
    void isTheToolkitsFormulaBitForBit(ScaleFormula formula) {
        for (IntegerGrid grid : new IntegerGrid[] {
            IntegerGrid.INT8, IntegerGrid.SYMMETRIC_INT8, IntegerGrid.INT16, new IntegerGrid(0, 255, false)
        }) {
            Random random = new Random(1);
            for (int i = 0; i < RANGES; i++) {
                Range range = range(random);
                assertEquals(
                        expected(formula, range, grid), formula.quantization(range, grid), () -> range + " on " + grid);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TFLITE, 0, 255, 1, -128",
        "TFLITE, -128, 127, 1, 0",
        "TFLITE, -255, 0, 1, 127",
        "TFLITE, -127.5, 127.5, 1, -1", // -0.5 away from zero
        "TFLITE, 3, 510, 2, -128", // widened down to 0
        "TFLITE, -510, -3, 2, 127", // widened up to 0
        "TFLITE, 0, 0, 1, -128",
        "TFLITE, -0.0, 0, 1, -128",
        "TFLITE, 0, 1e-44, 1, -128", // 1e-44 / 255 is below the smallest float
        "ORT, -127.5, 127.5, 1, 0", // -0.5 to even
        "ORT, -126.5, 128.5, 1, -2", // -1.5 to even
        "ORT, 0, 0, 1, 0",
        "ORT, 0, 1e-37, 1, 0", // 1e-37 / 255 is not normal
        "PYTORCH, -127.5, 127.5, 1, 0", // -128 - round(-127.5)
        "PYTORCH, -126.5, 128.5, 1, -2",
        "PYTORCH, 0, 0, 1.1920929e-7, -128",
        "PYTORCH, -1e-9, 0, 1.1920929e-7, -128"
    })
    void spreadsTheRangeOverInt8(ScaleFormula formula, float minimum, float maximum, float scale, int zeroPoint) {
        assertEquals(
                Quantization.perTensor(scale, zeroPoint),
                formula.quantization(new Range(minimum, maximum), IntegerGrid.INT8));
    }

    /** The three do not agree on how far symmetric int8 reaches. */
    @ParameterizedTest
    @CsvSource({"TFLITE, 1", "ORT, 1", "PYTORCH, 0.99607843"})
    void symmetricScales(ScaleFormula formula, float scale) {
        assertEquals(
                Quantization.perTensor(scale, 0), formula.quantization(new Range(-127, 5), IntegerGrid.SYMMETRIC_INT8));
    }

    @Test
    void isReadByName() {
        assertEquals(ScaleFormula.ORT, ScaleFormula.parse("ort"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ScaleFormula.parse("torch"));
        assertEquals("unknown scale formula 'torch'; known are tflite, ort and pytorch", e.getMessage());
    }

    @Test
    void refusesWhatFloat32CannotHold() {
        Range range = new Range(-Float.MAX_VALUE, Float.MAX_VALUE);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> ScaleFormula.TFLITE.quantization(range, IntegerGrid.INT8));
        assertTrue(e.getMessage().contains("-3.4028235E38 to 3.4028235E38"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Range(0, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Range(1, 0));
    }
}
