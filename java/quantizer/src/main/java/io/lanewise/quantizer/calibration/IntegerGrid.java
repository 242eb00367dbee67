// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

/**
 * The integers that stand for an activation's values.
 *
 * @param minimum the smallest integer
 * @param maximum the largest
 * @param symmetric whether 0 always stands for 0 and both sides have the same reach; else the zero point is free
 */
public record IntegerGrid(int minimum, int maximum, boolean symmetric) {
    /** int8 with any zero point: activations of TFLite's 8-bit specification. */
    public static final IntegerGrid INT8 = new IntegerGrid(Byte.MIN_VALUE, Byte.MAX_VALUE, false);
    /** int8 with zero point 0. */
    public static final IntegerGrid SYMMETRIC_INT8 = new IntegerGrid(Byte.MIN_VALUE, Byte.MAX_VALUE, true);
    /** int16 with zero point 0: activations of TFLite's 16x8 specification. */
    public static final IntegerGrid INT16 = new IntegerGrid(Short.MIN_VALUE, Short.MAX_VALUE, true);

    /**
     * Checks the ends.
     *
     * @param minimum smallest integer
     * @param maximum largest integer
     * @param symmetric whether 0 always stands for 0 and both sides have the same reach
     * @throws IllegalArgumentException if they are not in order
     */
    public IntegerGrid {
        if (minimum >= maximum) {
            throw new IllegalArgumentException("a grid needs at least two integers, got " + minimum + " to " + maximum);
        }
    }

    /** {@return number of steps between the ends} */
    public int steps() {
        return maximum - minimum;
    }
}
