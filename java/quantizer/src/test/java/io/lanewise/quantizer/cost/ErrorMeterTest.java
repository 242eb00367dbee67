// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ErrorMeterTest {

    private static TensorError error(float[] reference, float[] actual) {
        ErrorMeter meter = new ErrorMeter();
        meter.add(reference, actual);
        return meter.error();
    }

    @Test
    void sumsUpSamples() {
        ErrorMeter meter = new ErrorMeter();
        meter.add(new float[] {3, 4}, new float[] {3, 5});
        meter.add(new float[] {0, -5}, new float[] {2, -5});
        TensorError error = meter.error();
        assertEquals(5 / 4.0, error.meanSquaredError());
        assertEquals(10 * Math.log10(50 / 5.0), error.sqnr(), 1e-12);
        assertEquals(10 * Math.log10(81 / 1.25), error.psnr(), 1e-12);
        assertEquals((9 + 20 + 25) / Math.sqrt(50 * 63.0), error.cosine(), 1e-12);
        assertEquals(2, error.largest());
    }

    @Test
    void cornersOfTheDefinition() {
        assertEquals(
                new TensorError(Double.POSITIVE_INFINITY, 1, 0, Double.POSITIVE_INFINITY, 0),
                error(new float[] {1, -2}, new float[] {1, -2}));
        assertEquals(1, error(new float[2], new float[2]).cosine());
        TensorError fromNothing = error(new float[2], new float[] {1, 0});
        assertEquals(0, fromNothing.cosine());
        assertEquals(Double.NEGATIVE_INFINITY, fromNothing.sqnr());
        assertEquals(-1, error(new float[] {1e30f}, new float[] {-1e30f}).cosine(), 1e-12);
        assertThrows(IllegalStateException.class, new ErrorMeter()::error);
        assertThrows(IllegalArgumentException.class, () -> error(new float[2], new float[3]));
    }
}
