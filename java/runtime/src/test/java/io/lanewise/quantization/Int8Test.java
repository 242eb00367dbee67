// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Int8Test {

    @ParameterizedTest
    @CsvSource({
        "0.25,0.1,0,3",
        "-0.25,0.1,0,-3",
        "0.5,1,-128,-127",
        "1000,1,0,127",
        "-1000,1,127,-128",
        "NaN,1,5,5",
        "Infinity,1,5,127",
        "-Infinity,1,5,-128",
        "3.4028235e38,1e-30,-128,127",
        "-3.4028235e38,1e-30,127,-128"
    })
    void quantizes(float value, float scale, int zeroPoint, byte expected) {
        assertEquals(expected, Int8.quantize(value, scale, zeroPoint));
    }

    @Test
    void dequantizingAndQuantizingGivesTheSame() {
        for (float scale : new float[] {1e-30f, 0.0078f, 1, 3e7f}) {
            for (int zeroPoint : new int[] {-128, 0, 127}) {
                for (int q = -128; q <= 127; q++) {
                    assertEquals(q, Int8.quantize(Int8.dequantize((byte) q, scale, zeroPoint), scale, zeroPoint));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,0.1,0,-128,127",
        "RELU,0.1,-5,-5,127",
        "RELU6,0.1,-128,-128,-68",
        "RELU6,0.01,0,0,127",
        "RELU_N1_TO_1,0.1,3,-7,13",
        "RELU_N1_TO_1,0.001,127,-128,127",
        "RELU6,0,7,7,127",
        "RELU6,4,0,0,2",
        "RELU6,1e9,9,9,9"
    })
    void activationBecomesAClamp(Activation activation, float scale, int zeroPoint, int minimum, int maximum) {
        assertEquals(
                new ActivationRange(minimum, maximum),
                ActivationRange.of(activation, Quantization.perTensor(scale, zeroPoint)));
    }
}
