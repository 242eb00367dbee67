// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DEQUANTIZE: real = scale x (q - zero point). */
class DequantizeTest extends OperatorTest {

    @ParameterizedTest
    @ValueSource(ints = {-128, -3, 0, 127})
    void isRightForEveryValue(int zeroPoint) {
        Quantization q = Quantization.perTensor(0.037f, zeroPoint);
        byte[] input = new byte[259];
        float[] expected = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
            expected[i] = (float) ((double) q.scale() * (input[i] - zeroPoint));
        }
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new Dequantize(one.int8Input(q, input.length), one.activation(input.length)));
        expect(expected, graph, input);
    }

    @Test
    void refusesFloats() {
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "expected int8 or int16, got \"input0\" float32[3]",
                one.graph(new Dequantize(one.input(3), one.activation(3))));
    }
}
