// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.operators.activation.Relu;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RELU, RELU6 and RELU_N1_TO_1: a clamp, in int8 between any two scales. */
class ReluTest extends OperatorTest {

    @ParameterizedTest
    @CsvSource({"0.1,0,0.1,0", "0.1,-128,0.03,127", "0.02,17,0.07,-128", "0.013,127,0.011,-5", "5,0,0.1,0", "0,0,1,0"})
    void isRightForEveryValue(float inputScale, int inputZeroPoint, float outputScale, int outputZeroPoint) {
        Quantization in = Quantization.perTensor(inputScale, inputZeroPoint);
        Quantization out = Quantization.perTensor(outputScale, outputZeroPoint);
        // The ratio is worked out in float32.
        Expected.Ratio ratio = Expected.Ratio.of(in.scale() / out.scale());
        for (Activation activation : new Activation[] {Activation.RELU, Activation.RELU6, Activation.RELU_N1_TO_1}) {
            byte[] input = new byte[256 + 3];
            byte[] expected = new byte[input.length];
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) i;
                expected[i] = Expected.narrowed(ratio.times(input[i] - inputZeroPoint), out, activation);
            }
            GraphBuilder one = new GraphBuilder();
            expect(expected, one.graph(new Relu(one.int8Input(in, 7, 37), one.int8(out, 7, 37), activation)), input);
        }
    }

    @Test
    void clampsFloats() {
        float[] input = new TestValues(1).floats(259);
        for (Activation activation : Activation.values()) {
            float[] expected = new float[input.length];
            for (int i = 0; i < input.length; i++) {
                expected[i] = Expected.clamped(input[i], activation);
            }
            GraphBuilder one = new GraphBuilder();
            expect(expected, one.graph(new Relu(one.input(7, 37), one.activation(7, 37), activation)), input);
        }
    }
}
