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
    public static final InterpolatedTable EXP = ofUnit(10.0 / RANGE, Int16.MAX, StrictMath::exp);
    /** 1 / (1 + x) for x of 0 to 1, as -32768 to 32767; results in Q0.15. */
    public static final InterpolatedTable RECIPROCAL = ofUnit(1.0 / RANGE, Int16.MIN, x -> 1.0 / (1.0 + x));

    private final short[] values = new short[STEPS + 1];

    /** Results have the scale 2 / 65535 and zero point 0. */
    private static InterpolatedTable ofUnit(double inputScale, int inputZeroPoint, DoubleUnaryOperator function) {
        return new InterpolatedTable(inputScale, inputZeroPoint, 2.0 / RANGE, function, x -> x);
    }

    /**
     * A function in float32, as all that is computed with its values.
     *
     * @param function takes and gives floats
     */
    public static InterpolatedTable of(float inputScale, float outputScale, DoubleUnaryOperator function) {
        return new InterpolatedTable(inputScale, 0, outputScale, function, x -> (float) x);
    }

    /** {@code precise} rounds the result of every operation to the type that TFLite computes in. */
    private InterpolatedTable(
            double inputScale,
            int inputZeroPoint,
            double outputScale,
            DoubleUnaryOperator function,
            DoubleUnaryOperator precise) {
        double minimum = precise.applyAsDouble(inputScale * (Int16.MIN - inputZeroPoint));
        double maximum = precise.applyAsDouble(inputScale * (Int16.MAX - inputZeroPoint));
        double least = precise.applyAsDouble(outputScale * Int16.MIN);
        double most = precise.applyAsDouble(outputScale * Int16.MAX);
        double inverseScale = precise.applyAsDouble((RANGE + 1) / precise.applyAsDouble(most - least));
        double step = precise.applyAsDouble(precise.applyAsDouble(maximum - minimum) / STEPS);
        for (int i = 0; i < STEPS; i++) {
            double at = precise.applyAsDouble(minimum + precise.applyAsDouble(i * step));
            double after = precise.applyAsDouble(minimum + precise.applyAsDouble((i + 1) * step));
            double middle = precise.applyAsDouble(at + step / 2);
            double sample = scaled(function, at, inverseScale, precise);
            double next = precise.applyAsDouble(function.applyAsDouble(after) * inverseScale);
            double line = Rounding.halfAway(precise.applyAsDouble(next + sample) / 2);
            double error = line - scaled(function, middle, inverseScale, precise);
            values[i] = saturate(sample - Rounding.halfAway(error / 2));
        }
        values[STEPS] = saturate(scaled(function, maximum, inverseScale, precise));
    }

    private static double scaled(
            DoubleUnaryOperator function, double x, double inverseScale, DoubleUnaryOperator precise) {
        return Rounding.halfAway(precise.applyAsDouble(function.applyAsDouble(x) * inverseScale));
    }

    /** NaN, where infinities cancel out, is 0. */
    private static short saturate(double value) {
        return (short) Math.max(Int16.MIN, Math.min(Int16.MAX, value));
    }

    /** The function's value. A rise that no int16 holds wraps, as in TFLite. */
    public short at(short argument) {
        int index = 256 + (argument >> 7);
        short slope = (short) (values[index + 1] - values[index]);
        return (short) (values[index] + ((slope * (argument & 0x7f) + 64) >> 7));
    }

    /** The table, 513 values. */
    public short[] values() {
        return values.clone();
    }
}
