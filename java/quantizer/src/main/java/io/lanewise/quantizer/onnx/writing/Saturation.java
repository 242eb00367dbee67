// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;

/**
 * When a QuantizeLinear does a clamp's work. It does not decrease: for x below the clamp's minimum, quantize(x) is at
 * most quantize(minimum). If that is the smallest integer, both are; and so for the maximum. Then, and only then,
 * clamping before it changes no result.
 */
final class Saturation {

    private Saturation() {}

    /** Whether quantizing to {@code output} clamps as {@code activation} would. */
    static boolean clamps(Activation activation, Tensor output) {
        if (activation == Activation.NONE) {
            return true;
        }
        boolean int8 = output.type() == DataType.INT8;
        if (!int8 && output.type() != DataType.INT16) {
            return false;
        }
        Quantization quantization = output.quantization();
        int smallest = int8 ? Byte.MIN_VALUE : Short.MIN_VALUE;
        int largest = int8 ? Byte.MAX_VALUE : Short.MAX_VALUE;
        return quantize(activation.minimum(), quantization) <= smallest
                && quantize(activation.maximum(), quantization) >= largest;
    }

    /** QuantizeLinear without its saturation; ties to even. */
    private static double quantize(float real, Quantization quantization) {
        return Math.rint(real / quantization.scale()) + quantization.zeroPoint();
    }
}
