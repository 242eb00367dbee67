// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import java.util.Random;

/** Reproducible tensor contents: the whole int8 range with its ends well represented. */
final class TestValues {
    private final Random random;

    TestValues(long seed) {
        random = new Random(seed);
    }

    byte[] int8(int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(16);
            values[i] = (byte) (kind == 0 ? -128 : kind == 1 ? 127 : random.nextInt(256) - 128);
        }
        return values;
    }

    static byte[] all(int value, int count) {
        byte[] values = new byte[count];
        java.util.Arrays.fill(values, (byte) value);
        return values;
    }

    float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /**
     * Weights whose products with {@code depth} inputs sum to about 1, so that sums are as exact as the largest of
     * them.
     */
    float[] floats(int count, int depth) {
        float[] values = floats(count);
        for (int i = 0; i < count; i++) {
            values[i] /= (float) Math.sqrt(depth);
        }
        return values;
    }

    int[] int32(int count, int magnitude) {
        return random.ints(count, -magnitude, magnitude + 1).toArray();
    }

    /** Scales from {@code typical / 4} to {@code typical * 4}. */
    float[] scales(int count, float typical) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = typical * (float) Math.pow(4, 2 * random.nextDouble() - 1);
        }
        return values;
    }
}
