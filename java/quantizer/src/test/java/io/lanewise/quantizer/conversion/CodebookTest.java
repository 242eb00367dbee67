// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.PackedInt4;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodebookTest {

    /** Three clusters, so far apart that their means are the only answer. */
    @Test
    void clustersAreFound() {
        float[] values = {-10, 0.5f, 20, -11, 0, 21, -9, -0.5f, 19};
        assertArrayEquals(new float[] {-10, 0, 20}, Codebook.entries(values, 3));
    }

    @Test
    void fewValuesAreKeptExactly() {
        Tensor stored = Codebook.of(constant(1, 2, 1, -3, 2), WeightScheme.Type.CODEBOOK_16);
        assertEquals(DataType.INT4, stored.type());
        assertArrayEquals(new float[] {-3, 1, 2}, stored.quantization().codebook());
        assertArrayEquals(new byte[] {-7, -6, -7, -8, -6}, PackedInt4.unpack(stored.data(), 5));
    }

    /** No entry has another one nearer to its values, and each is their mean: a fixed point of Lloyd's rounds. */
    @Test
    void everyEntryIsTheMeanOfItsValues() {
        Random random = new Random(1);
        float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[] entries = Codebook.entries(values, 4);
        double[] sums = new double[4];
        int[] counts = new int[4];
        for (float value : values) {
            int best = 0;
            for (int k = 1; k < 4; k++) {
                best = Math.abs(entries[k] - value) < Math.abs(entries[best] - value) ? k : best;
            }
            sums[best] += value;
            counts[best]++;
        }
        for (int k = 0; k < 4; k++) {
            assertEquals(sums[k] / counts[k], entries[k], 1e-4);
        }
        // The best four levels of a normal distribution (Max, 1960).
        assertArrayEquals(new float[] {-1.510f, -0.4528f, 0.4528f, 1.510f}, entries, 0.1f);
    }

    @Test
    void moreEntriesLoseLess() {
        Random random = new Random(2);
        float[] values = new float[3000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Tensor stored = Codebook.of(constant(values), WeightScheme.Type.CODEBOOK_256);
        float[] codebook = stored.quantization().codebook();
        for (int i = 0; i < values.length; i++) {
            assertTrue(Math.abs(codebook[stored.data().get(i) & 0xff] - values[i]) < 0.01f);
        }
    }

    private static Tensor constant(float... values) {
        return Tensor.constant("w", Shape.of(values.length), values);
    }
}
