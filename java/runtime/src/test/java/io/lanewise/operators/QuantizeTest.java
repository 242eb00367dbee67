// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** QUANTIZE from float32, and from int8 of another scale. */
class QuantizeTest extends OperatorTest {

    @ParameterizedTest
    @CsvSource({"0.1,0", "0.5,-128", "0.03,127", "1,5", "0.0078125,-1"})
    void roundsFloatsHalfAwayFromZero(float scale, int zeroPoint) {
        Quantization q = Quantization.perTensor(scale, zeroPoint);
        float[] input = new float[2003];
        byte[] expected = new byte[input.length];
        for (int i = 0; i < input.length; i++) {
            // Quarters of a step, ties among them, and the floats on either side of each.
            float value = (i / 3 - 333) * 0.25f * scale;
            input[i] = i % 3 == 0 ? Math.nextDown(value) : i % 3 == 1 ? value : Math.nextUp(value);
            expected[i] = Expected.saturated(Expected.quantized(input[i], q));
        }
        GraphBuilder one = new GraphBuilder();
        expect(expected, one.graph(new Quantize(one.input(input.length), one.int8(q, input.length))), input);
    }

    @Test
    void saturatesAndTakesNanForZero() {
        float[] input = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            1e30f,
            -1e30f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            2.2e9f,
            -2.2e9f,
            0f,
            -0f,
            Float.MIN_VALUE,
            0.49999997f,
            -0.49999997f,
            8388609f,
            -8388609f
        };
        byte[] expected = {-7, 127, -128, 127, -128, 127, -128, 127, -128, -7, -7, -7, -7, -7, 127, -128};
        GraphBuilder one = new GraphBuilder();
        expect(
                expected,
                one.graph(new Quantize(one.input(input.length), one.int8(Quantization.perTensor(1, -7), input.length))),
                input);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,0,0.1,0",
        "0.1,-128,0.03,127",
        "0.02,17,0.07,-128",
        "0.013,127,0.011,-5",
        "5,0,0.1,0",
        "0,0,1,0",
        "0.5,-128,0.5,127"
    })
    void rescalesEveryInt8(float inputScale, int inputZeroPoint, float outputScale, int outputZeroPoint) {
        Quantization in = Quantization.perTensor(inputScale, inputZeroPoint);
        Quantization out = Quantization.perTensor(outputScale, outputZeroPoint);
        Expected.Ratio ratio = Expected.Ratio.of((double) in.scale() / out.scale());
        byte[] input = new byte[259];
        byte[] expected = new byte[input.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
            expected[i] = Expected.narrowed(ratio.times(input[i] - inputZeroPoint), out, Activation.NONE);
        }
        GraphBuilder one = new GraphBuilder();
        expect(expected, one.graph(new Quantize(one.int8Input(in, input.length), one.int8(out, input.length))), input);
    }

    @Test
    void refusesPerChannelActivations() {
        Quantization q = Quantization.perChannel(new float[] {1, 2}, new int[2], 1);
        GraphBuilder one = new GraphBuilder();
        expectRefusal("activations need one scale", one.graph(new Quantize(one.input(3, 2), one.int8(q, 3, 2))));
    }
}
