// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinMaxCalibratorTest {

    @Test
    void remembersTheExtremesOfEachTensor() {
        MinMaxCalibrator calibrator = new MinMaxCalibrator();
        calibrator.observe(7, FloatBuffer.wrap(new float[] {2, 3}));
        calibrator.observe(0, FloatBuffer.wrap(new float[] {-1}));
        calibrator.observe(7, FloatBuffer.wrap(new float[] {2.5f, -4, 1}));
        assertEquals(new Range(-4, 3), calibrator.range(7));
        assertEquals(new Range(-1, -1), calibrator.range(0), "0 comes in when the scale is chosen, not here");
    }

    @Test
    void observesFromPositionToLimit() {
        MinMaxCalibrator calibrator = new MinMaxCalibrator();
        FloatBuffer values = FloatBuffer.wrap(new float[] {-9, 1, 2, 9}).position(1).limit(3);
        calibrator.observe(0, values);
        assertEquals(new Range(1, 2), calibrator.range(0));
        assertEquals(1, values.position());
    }

    @Test
    void orderAndBatchesDoNotMatter() {
        Random random = new Random(5);
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            values.add((float) random.nextGaussian());
        }
        Range all = range(values, values.size());
        for (int batch : new int[] {1, 10, 333}) {
            Collections.shuffle(values, random);
            assertEquals(all, range(values, batch));
        }
    }

    private static Range range(List<Float> values, int batch) {
        MinMaxCalibrator calibrator = new MinMaxCalibrator();
        for (int i = 0; i < values.size(); i += batch) {
            FloatBuffer some = FloatBuffer.allocate(Math.min(batch, values.size() - i));
            values.subList(i, i + some.capacity()).forEach(some::put);
            calibrator.observe(0, some.flip());
        }
        return calibrator.range(0);
    }

    @Test
    void refusesToGuess() {
        MinMaxCalibrator calibrator = new MinMaxCalibrator();
        calibrator.observe(2, FloatBuffer.wrap(new float[] {1}));
        assertThrows(IllegalStateException.class, () -> calibrator.range(1));
        assertThrows(IllegalStateException.class, () -> calibrator.range(3));
    }
}
