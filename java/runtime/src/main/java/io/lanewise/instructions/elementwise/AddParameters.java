// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.internal.NativeAddParams;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import org.bytedeco.javacpp.Loader;

/**
 * int8 or int16 addition, TFLite's quantized ADD: each input, less its zero point and shifted left by {@code
 * leftShift}, times its multiplier; the sum times the output's, plus the output zero point, clamped. Of a subtraction
 * and a squared difference, too: the right input's rescaled value is then subtracted.
 *
 * @param leftShift bits of headroom that the inputs are given before they are scaled: {@link #LEFT_SHIFT} in int8
 */
public record AddParameters(
        int leftZeroPoint,
        int rightZeroPoint,
        int outputZeroPoint,
        QuantizedMultiplier left,
        QuantizedMultiplier right,
        QuantizedMultiplier output,
        int leftShift,
        ActivationRange range) {

    /** Of int8: 8 + 1 + 20 bits fit 31. */
    public static final int LEFT_SHIFT = 20;

    /** Of int16: 16 + 15 bits fit 31. */
    public static final int INT16_LEFT_SHIFT = 15;

    /** Of int8 squared differences: 8 + 1 + 7 bits squared fit 31, as inputs are brought to twice the larger scale. */
    private static final int SQUARE_LEFT_SHIFT = 7;

    /**
     * Both inputs are brought to twice the larger scale.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range, or the output's scale is too small
     *         for the inputs'
     */
    public static AddParameters of(Tensor leftInput, Tensor rightInput, Tensor output, Activation activation) {
        int leftShift = output.type() == DataType.INT16 ? INT16_LEFT_SHIFT : LEFT_SHIFT;
        return of(leftInput, rightInput, output, activation, leftShift, false);
    }

    /**
     * The same of TFLite's int8 SQUARED_DIFFERENCE, whose output is of the square of that scale.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static AddParameters ofSquaredDifference(Tensor leftInput, Tensor rightInput, Tensor output) {
        return of(leftInput, rightInput, output, Activation.NONE, SQUARE_LEFT_SHIFT, true);
    }

    private static AddParameters of(
            Tensor leftInput, Tensor rightInput, Tensor output, Activation activation, int leftShift, boolean squared) {
        Quantization left = Require.quantization(leftInput);
        Quantization right = Require.quantization(rightInput);
        Quantization out = Require.quantization(output);
        double common = 2.0 * Math.max(left.scale(), right.scale());
        Require.that(common > 0, "both input scales are 0");
        double step = common / (1 << leftShift);
        double outputRatio = (squared ? step * step : step) / out.scale();
        Require.that(
                outputRatio < 1,
                "output scale %s is too small for input scales %s and %s",
                out.scale(),
                left.scale(),
                right.scale());
        return new AddParameters(
                left.zeroPoint(),
                right.zeroPoint(),
                out.zeroPoint(),
                QuantizedMultiplier.of(left.scale() / common),
                QuantizedMultiplier.of(right.scale() / common),
                QuantizedMultiplier.of(outputRatio),
                leftShift,
                Require.range(activation, output));
    }

    /** What each int8 of the left input becomes before it meets the right one. */
    RescaledInt8 rescaledLeft() {
        return RescaledInt8.of(leftZeroPoint, leftShift, left);
    }

    /** The same of the right input. */
    RescaledInt8 rescaledRight() {
        return RescaledInt8.of(rightZeroPoint, leftShift, right);
    }

    /** The structure that the native library takes. */
    NativeAddParams toNative(NativeArguments arguments) {
        return new NativeAddParams(arguments.allocate(Loader.sizeof(NativeAddParams.class)))
                .left_zero_point(leftZeroPoint)
                .right_zero_point(rightZeroPoint)
                .output_zero_point(outputZeroPoint)
                .left_multiplier(left.multiplier())
                .left_multiplier_shift(left.shift())
                .right_multiplier(right.multiplier())
                .right_multiplier_shift(right.shift())
                .output_multiplier(output.multiplier())
                .output_multiplier_shift(output.shift())
                .left_shift(leftShift)
                .output_minimum(range.minimum())
                .output_maximum(range.maximum());
    }
}
