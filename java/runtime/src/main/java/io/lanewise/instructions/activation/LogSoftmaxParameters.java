// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.activation;

import io.lanewise.instructions.Require;
import io.lanewise.quantization.QuantizedMultiplier;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * int8 LOG_SOFTMAX, as TFLite's reference kernel.
 *
 * @param differences how those from a row's maximum become Q5.26 exponents
 * @param inverse factor from Q5.26 back to differences
 */
public record LogSoftmaxParameters(SoftmaxParameters differences, QuantizedMultiplier inverse) {

    /** What the output's scale and zero point are: results from -16 to 0. */
    public static final Quantization OUTPUT = Quantization.perTensor(1f / 16, 127);

    /**
     * TFLite's {@code PreprocessLogSoftmaxScalingExp}.
     *
     * @throws IllegalArgumentException if quantizations are missing, the output's is not {@link #OUTPUT}, or the
     *         input's scale is too small for fixed point
     */
    public static LogSoftmaxParameters of(Tensor input, Tensor output) {
        Quantization out = Require.quantization(output);
        Require.that(out.equals(OUTPUT), "output of int8 log softmax needs %s, got %s", OUTPUT, out);
        SoftmaxParameters differences = SoftmaxParameters.ofInput(Require.quantization(input), 1);
        double inverse = (1L << (31 - differences.shift())) / (double) differences.multiplier();
        return new LogSoftmaxParameters(differences, QuantizedMultiplier.of(inverse));
    }
}
