// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MAX_POOL_2D: the largest value over the cells inside the image, then clamped. */
class MaxPool2dTest extends OperatorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 1 1>1 1 1x1 1x1 1x1 VALID 0>0 NONE",
                "1 8 8 16>16 1 2x2 2x2 1x1 VALID -128>-128 NONE",
                "2 7 5 3>3 1 3x3 2x2 1x1 SAME 127>127 RELU",
                "1 5 9 17>17 1 3x3 1x1 1x1 SAME -12>-12 RELU6",
                "1 8 8 33>33 1 3x2 2x1 1x1 VALID 4>4 RELU_N1_TO_1",
                "1 5 4 2>2 1 3x3 2x2 1x1 1,2,1,0 4>4 NONE"
            })
    void matchesTheDefinition(String text) {
        WindowCase c = WindowCase.parse(text);
        TestValues values = new TestValues(text.hashCode());
        checkInt8(c, values.int8(c.inputElements()));
        checkInt8(c, TestValues.all(-128, c.inputElements()));
        checkFloat(c, values.floats(c.inputElements()));
    }

    /** As std::max compares, from the lowest float on: three windows along, of which the last has nothing but NaN. */
    @Test
    void passesOverNan() {
        int channels = 7;
        float[] cells = {Float.NaN, 1, -2, Float.NaN, Float.NaN, Float.NaN};
        float[] expected = {1, -2, -Float.MAX_VALUE};
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new MaxPool2d(
                one.input(1, 1, 6, channels),
                one.activation(1, 1, 3, channels),
                Window.valid(1, 2, 1, 2, 1, 1),
                Activation.NONE));
        expect(repeated(expected, channels), graph, repeated(cells, channels));
    }

    private static float[] repeated(float[] values, int times) {
        float[] all = new float[values.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i / times];
        }
        return all;
    }

    private void checkInt8(WindowCase c, byte[] input) {
        Quantization q = Quantization.perTensor(0.05f, c.inputZeroPoint());
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new MaxPool2d(
                one.int8Input(q, c.inputDims()), one.int8(q, c.outputDims()), c.window(), c.activation()));
        byte[] expected = TestValues.all(-128, c.outputElements());
        c.forEachTap((to, from, i, j) -> {
            for (int k = 0; k < c.inputChannels(); k++) {
                int o = to * c.inputChannels() + k;
                expected[o] = (byte) Math.max(expected[o], input[from * c.inputChannels() + k]);
            }
        });
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Expected.narrowed(expected[i] - q.zeroPoint(), q, c.activation());
        }
        expect(expected, graph, input);
    }

    private void checkFloat(WindowCase c, float[] input) {
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(
                new MaxPool2d(one.input(c.inputDims()), one.activation(c.outputDims()), c.window(), c.activation()));
        float[] expected = new float[c.outputElements()];
        Arrays.fill(expected, Float.NEGATIVE_INFINITY);
        c.forEachTap((to, from, i, j) -> {
            for (int k = 0; k < c.inputChannels(); k++) {
                int o = to * c.inputChannels() + k;
                expected[o] = Math.max(expected[o], input[from * c.inputChannels() + k]);
            }
        });
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Expected.clamped(expected[i], c.activation());
        }
        expect(expected, graph, input);
    }
}
