// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** How far float32 results are from those expected. */
public final class RelativeError {

    private RelativeError() {}

    /** Of little-endian bytes. */
    public static float of(byte[] expected, byte[] actual) {
        return of(floats(expected), floats(actual));
    }

    /** Of little-endian bytes, over {@code least} where all that is expected is smaller. */
    public static float of(byte[] expected, byte[] actual, float least) {
        return of(floats(expected), floats(actual), least);
    }

    /** The largest difference over the largest number expected; infinite where just one of two is finite, or NaN. */
    public static float of(FloatBuffer expected, FloatBuffer actual) {
        return of(expected, actual, Float.MIN_NORMAL);
    }

    private static float of(FloatBuffer expected, FloatBuffer actual, float least) {
        if (expected.remaining() != actual.remaining()) {
            throw new IllegalArgumentException(
                    "expected " + expected.remaining() + " values, got " + actual.remaining());
        }
        float largest = least;
        float difference = 0;
        for (int i = 0; i < expected.limit(); i++) {
            float e = expected.get(i);
            float a = actual.get(i);
            if (Float.isFinite(e) && Float.isFinite(a)) {
                largest = Math.max(largest, Math.abs(e));
                difference = Math.max(difference, Math.abs(e - a));
            } else if (Float.compare(e, a) != 0) {
                return Float.POSITIVE_INFINITY;
            }
        }
        return difference / largest;
    }

    private static FloatBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
