// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LOGISTIC: 1 / (1 + exp(-x)). */
class LogisticTest extends OperatorTest {
    private static final Quantization OUTPUT = Quantization.perTensor(1f / 256, -128);

    /** In exact arithmetic; the scales are such that no result lies so near a tie that float32 could miss it. */
    @ParameterizedTest
    @CsvSource({"0.05,0", "0.0471,-128", "0.1,127", "3,5", "0.0007,-20", "0,0"})
    void isRightForEveryValue(float scale, int zeroPoint) {
        Quantization in = Quantization.perTensor(scale, zeroPoint);
        byte[] input = new byte[256 + 5];
        byte[] expected = new byte[input.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
            double y = 256 / (1 + Math.exp(-(double) scale * (input[i] - zeroPoint)));
            expected[i] = Expected.saturated((long) Math.floor(y + 0.5) - 128);
        }
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new Logistic(one.int8Input(in, input.length), one.int8(OUTPUT, input.length)));
        expect(expected, graph, input);
    }

    @Test
    void isRightForFloats() {
        float[] input = new TestValues(1).floats(1003);
        float[] expected = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            input[i] *= 8;
            expected[i] = (float) (1 / (1 + Math.exp(-(double) input[i])));
        }
        input[0] = 200;
        expected[0] = 1;
        input[1] = -200;
        expected[1] = 0;
        GraphBuilder one = new GraphBuilder();
        expect(expected, one.graph(new Logistic(one.input(17, 59), one.activation(17, 59))), input);
    }

    @Test
    void refusesAnotherOutputScale() {
        Quantization q = Quantization.perTensor(0.1f, 0);
        GraphBuilder one = new GraphBuilder();
        expectRefusal("needs scale 1/256", one.graph(new Logistic(one.int8Input(q, 3), one.int8(q, 3))));
    }
}
