// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaUnderCurveTest {

    /** Counts pairs of a sample of the class and another one, one by one; scores have many ties. */
    @Test
    void isThePartOfPairsInOrder() {
        Random random = new Random(1);
        int samples = 700;
        int[] labels = new int[samples];
        float[][] scores = new float[samples][3];
        AreaUnderCurve area = new AreaUnderCurve(4);
        for (int i = 0; i < samples; i++) {
            labels[i] = random.nextInt(3);
            for (int c = 0; c < 3; c++) {
                scores[i][c] = random.nextInt(8) + (labels[i] == c ? 2 : 0);
            }
            // The fourth class never occurs and does not count.
            area.add(new float[] {scores[i][0], scores[i][1], scores[i][2], random.nextFloat()}, labels[i]);
        }
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            double right = 0;
            int pairs = 0;
            for (int i = 0; i < samples; i++) {
                for (int k = 0; k < samples; k++) {
                    if (labels[i] == c && labels[k] != c) {
                        right += scores[i][c] > scores[k][c] ? 1 : scores[i][c] == scores[k][c] ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            sum += right / pairs;
        }
        assertEquals(sum / 3, area.macro(), 1e-12);
    }

    @Test
    void corners() {
        AreaUnderCurve area = new AreaUnderCurve(2);
        assertNull(area.macro());
        area.add(new float[] {1, 0}, 0);
        assertNull(area.macro(), "one class has no rest");
        area.add(new float[] {0, 1}, 1);
        assertEquals(1, area.macro());
    }

    @Test
    void memoryIsBounded() {
        AreaUnderCurve area = new AreaUnderCurve(1 << 16);
        float[] scores = new float[1 << 16];
        for (int i = 0; i < 256; i++) {
            scores[i % 2] = i;
            area.add(scores, i % 2);
        }
        assertNotNull(area.macro());
        area.add(scores, 0);
        assertNull(area.macro(), "one score too many");
    }
}
