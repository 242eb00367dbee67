// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import java.util.random.RandomGenerator;

/** Values that a field is damaged with: near its own, small as an index or a size is, or at an edge. */
final class Edges {
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        2,
        3,
        4,
        7,
        8,
        127,
        128,
        -128,
        255,
        256,
        1 << 16,
        1 << 20,
        1 << 24,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE - 3,
        1L << 31,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final float[] REALS = {
        0,
        -0f,
        1,
        -1,
        0.5f,
        1e-6f,
        1f / 256,
        1f / 128,
        1f / 32768,
        255,
        1e9f,
        0x1p30f,
        -1e-3f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
    };
    private static final String[] TEXTS = {"", "x", "t1", "\u001b[31m\n\u0000", "a".repeat(3000), "%s %d"};

    private Edges() {}

    static long integer(RandomGenerator random, long old) {
        return switch (random.nextInt(5)) {
            case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
            case 1 -> old + random.nextInt(5) - 2;
            case 2 -> random.nextBoolean() ? -old : old * 2;
            default -> random.nextInt(12);
        };
    }

    static float real(RandomGenerator random, float old) {
        return switch (random.nextInt(4)) {
            case 0 -> old * (random.nextBoolean() ? 2 : -1);
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> REALS[random.nextInt(REALS.length)];
        };
    }

    static String text(RandomGenerator random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
