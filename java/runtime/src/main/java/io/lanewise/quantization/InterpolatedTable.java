// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import io.lanewise.tensor.Rounding;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of int16 by 513 values and straight lines between them: TFLite's {@code LUTPopulate} and {@code
 * LUTLookup}. A value is moved by half of what the line is off in the middle of its step.
 */
public final class InterpolatedTable {
    private static final int STEPS = 512;
    private static final double RANGE = Int16.MAX - Int16.MIN;

    /** exp(x) for x of -10 to 0, as -32768 to 32767; results in Q0.15. */
    public static final InterpolatedTable EXP = new InterpolatedTable(10.0 / RANGE, Int16.MAX, StrictMath::exp);
    /** 1 / (1 + x) for x of 0 to 1, as -32768 to 32767; results in Q0.15. */
    public static final InterpolatedTable RECIPROCAL =
            new InterpolatedTable(1.0 / RANGE, Int16.MIN, x -> 1.0 / (1.0 + x));

    private final short[] values = new short[STEPS + 1];

    /** Results have the scale 2 / 65535 and zero point 0. */
    private InterpolatedTable(double inputScale, int inputZeroPoint, DoubleUnaryOperator function) {
        double minimum = inputScale * (Int16.MIN - inputZeroPoint);
        double maximum = inputScale * (Int16.MAX - inputZeroPoint);
        double outputScale = 2.0 / RANGE;
        double inverseScale = (RANGE + 1) / (outputScale * Int16.MAX - outputScale * Int16.MIN);
        double step = (maximum - minimum) / STEPS;
        for (int i = 0; i < STEPS; i++) {
            double value = function.applyAsDouble(minimum + i * step);
            double middle = function.applyAsDouble(minimum + i * step + step / 2);
            double next = function.applyAsDouble(minimum + (i + 1) * step);
            double sample = Rounding.halfAway(value * inverseScale);
            double line = Rounding.halfAway((next * inverseScale + Rounding.halfAway(value * inverseScale)) / 2);
            double error = line - Rounding.halfAway(middle * inverseScale);
            values[i] = saturate(sample - Rounding.halfAway(error / 2));
        }
        values[STEPS] = saturate(Rounding.halfAway(function.applyAsDouble(maximum) * inverseScale));
    }

    private static short saturate(double value) {
        return (short) Math.max(Int16.MIN, Math.min(Int16.MAX, value));
    }

    /** The function's value. */
    public short at(short argument) {
        int index = 256 + (argument >> 7);
        int slope = values[index + 1] - values[index];
        return (short) (values[index] + ((slope * (argument & 0x7f) + 64) >> 7));
    }

    /** The table, 513 values. */
    public short[] values() {
        return values.clone();
    }
}
