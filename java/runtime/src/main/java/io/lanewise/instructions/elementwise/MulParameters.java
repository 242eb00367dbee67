// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

import io.lanewise.instructions.NativeArguments;
import io.lanewise.instructions.Require;
import io.lanewise.internal.NativeMulParams;
import io.lanewise.quantization.ActivationRange;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import org.bytedeco.javacpp.Loader;

/**
 * int8 or int16 multiplication: {@code clamp((left - leftZeroPoint) * (right - rightZeroPoint) * factor +
 * outputZeroPoint)}; or division alike.
 */
public record MulParameters(
        int leftZeroPoint, int rightZeroPoint, int outputZeroPoint, QuantizedMultiplier factor, ActivationRange range) {

    /**
     * The factor {@code s_left * s_right / s_out}, both operations in float32, as TFLite's {@code mul.cc}.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static MulParameters of(Tensor leftInput, Tensor rightInput, Tensor output, Activation activation) {
        Quantization left = Require.quantization(leftInput);
        Quantization right = Require.quantization(rightInput);
        Quantization out = Require.quantization(output);
        QuantizedMultiplier factor = Require.multiplier(
                left.scale() * right.scale() / out.scale(), "left scale x right scale / output scale");
        return new MulParameters(
                left.zeroPoint(), right.zeroPoint(), out.zeroPoint(), factor, Require.range(activation, output));
    }

    /**
     * Of a division: the factor {@code s_left / (s_right * s_out)}, both operations in float32, as TFLite's {@code
     * div.cc}.
     *
     * @throws IllegalArgumentException if quantizations are missing or out of range
     */
    public static MulParameters ofQuotient(Tensor leftInput, Tensor rightInput, Tensor output, Activation activation) {
        Quantization left = Require.quantization(leftInput);
        Quantization right = Require.quantization(rightInput);
        Quantization out = Require.quantization(output);
        float ratio = left.scale() / (right.scale() * out.scale());
        QuantizedMultiplier factor = Require.multiplier(ratio, "left scale / (right scale x output scale)");
        int most = output.type() == DataType.INT16 ? 15 : 23;
        Require.that(
                factor.shift() <= most,
                "left scale / (right scale x output scale) must be below 2^%s, got %s",
                most,
                ratio);
        return new MulParameters(
                left.zeroPoint(), right.zeroPoint(), out.zeroPoint(), factor, Require.range(activation, output));
    }

    /** The structure that the native library takes. */
    NativeMulParams toNative(NativeArguments arguments) {
        return new NativeMulParams(arguments.allocate(Loader.sizeof(NativeMulParams.class)))
                .left_zero_point(leftZeroPoint)
                .right_zero_point(rightZeroPoint)
                .output_zero_point(outputZeroPoint)
                .multiplier(factor.multiplier())
                .shift(factor.shift())
                .output_minimum(range.minimum())
                .output_maximum(range.maximum());
    }
}
