// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.tensor.Tensor;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** Reals as numbers of steps, and back. */
final class StepUnits {

    private StepUnits() {}

    /** {@code unit}: one step; null for the scales that the constant has. */
    static float[] inSteps(float[] reals, Tensor constant, Float unit) {
        IntToDoubleFunction units = units(constant, unit);
        float[] steps = new float[reals.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = reals[i] / (float) units.applyAsDouble(i);
        }
        return steps;
    }

    /** The inverse. */
    static float[] inReals(float[] steps, Tensor constant, Float unit) {
        IntToDoubleFunction units = units(constant, unit);
        float[] reals = new float[steps.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = steps[i] * (float) units.applyAsDouble(i);
        }
        return reals;
    }

    private static IntToDoubleFunction units(Tensor constant, Float unit) {
        if (unit != null) {
            return i -> unit;
        }
        IntUnaryOperator channelOf = constant.quantization().channelOf(constant.shape());
        return i -> constant.quantization().scale(channelOf.applyAsInt(i));
    }
}
