// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SaturationTest {

    /** Against the definition: whether clamping first changes what any of many values becomes. */
    @ParameterizedTest
    @EnumSource
    void isSaidExactlyWhereClampingChangesNothing(Activation activation) {
        for (float scale : new float[] {0.5f / 255, 1f / 128, 6f / 255, 6.01f / 255, 5.9f / 255, 0.1f}) {
            for (int zeroPoint : new int[] {-128, -127, -1, 0, 42, 127}) {
                boolean same = true;
                for (float x = -40; x <= 40; x += 1f / 512) {
                    float clamped = Math.max(activation.minimum(), Math.min(activation.maximum(), x));
                    same &= quantize(x, scale, zeroPoint) == quantize(clamped, scale, zeroPoint);
                }
                Tensor output =
                        new Tensor("t", DataType.INT8, Shape.of(1), Quantization.perTensor(scale, zeroPoint), null);
                assertEquals(same, Saturation.clamps(activation, output), activation + " " + output.quantization());
            }
        }
    }

    private static double quantize(float x, float scale, int zeroPoint) {
        return Math.max(-128, Math.min(127, Math.rint(x / scale) + zeroPoint));
    }
}
