// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AVERAGE_POOL_2D: raw values over the cells inside the image, rounded half away from zero, then clamped. */
class AveragePool2dTest extends OperatorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 1 1>1 1 1x1 1x1 1x1 VALID 0>0 NONE",
                "1 7 7 16>16 1 7x7 1x1 1x1 VALID -128>-128 NONE",
                "2 6 5 3>3 1 2x2 2x2 1x1 SAME 127>127 RELU",
                "1 5 9 17>17 1 3x3 1x1 1x1 SAME -12>-12 RELU6",
                "1 8 8 33>33 1 3x2 2x1 1x1 VALID 4>4 RELU_N1_TO_1",
                "1 25 5 64>64 1 25x5 25x5 1x1 VALID -128>-128 NONE",
                "1 5 4 2>2 1 3x3 2x2 1x1 1,2,1,0 4>4 NONE"
            })
    void matchesTheDefinition(String text) {
        WindowCase c = WindowCase.parse(text);
        TestValues values = new TestValues(text.hashCode());
        checkInt8(c, values.int8(c.inputElements()));
        checkInt8(c, TestValues.all(-128, c.inputElements()));
        checkFloat(c, values.floats(c.inputElements()));
    }

    @Test
    void refusesWindowsOutsideTheImageAndOtherScales() {
        Quantization q = Quantization.perTensor(1, 0);
        expectRefusal("wholly in the padding", graph(q, q, new Window(2, 2, 1, 1, 1, 1, 2, 0, 0, 0), 1, 4, 2, 3));
        expectRefusal("wholly in the padding", graph(q, q, new Window(2, 2, 1, 1, 1, 1, 0, 0, 0, 2), 1, 2, 4, 3));
        expectRefusal(
                "put a QUANTIZE before",
                graph(q, Quantization.perTensor(1, 1), Window.valid(2, 2, 1, 1, 1, 1), 1, 2, 2, 3));
        expectRefusal("does not fit", graph(q, q, Window.valid(4, 4, 1, 1, 1, 1), 1, 1, 1, 3));
    }

    private static Graph graph(Quantization in, Quantization out, Window window, int... outputDims) {
        GraphBuilder one = new GraphBuilder();
        return one.graph(
                new AveragePool2d(one.int8Input(in, 1, 3, 3, 3), one.int8(out, outputDims), window, Activation.NONE));
    }

    private void checkInt8(WindowCase c, byte[] input) {
        Quantization q = Quantization.perTensor(0.05f, c.inputZeroPoint());
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new AveragePool2d(
                one.int8Input(q, c.inputDims()), one.int8(q, c.outputDims()), c.window(), c.activation()));
        long[] sums = new long[c.outputElements()];
        int[] counts = new int[c.outputElements()];
        forEachElement(c, (to, from) -> {
            sums[to] += input[from];
            counts[to]++;
        });
        byte[] expected = new byte[sums.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Expected.narrowed(Expected.halfAway(sums[i], counts[i]) - q.zeroPoint(), q, c.activation());
        }
        expect(expected, graph, input);
    }

    private void checkFloat(WindowCase c, float[] input) {
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new AveragePool2d(
                one.input(c.inputDims()), one.activation(c.outputDims()), c.window(), c.activation()));
        double[] sums = new double[c.outputElements()];
        int[] counts = new int[c.outputElements()];
        forEachElement(c, (to, from) -> {
            sums[to] += input[from];
            counts[to]++;
        });
        float[] expected = new float[sums.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Expected.clamped(sums[i] / counts[i], c.activation());
        }
        expect(expected, graph, input);
    }

    private interface Element {
        void at(int output, int input);
    }

    private static void forEachElement(WindowCase c, Element element) {
        c.forEachTap((outputCell, inputCell, i, j) -> {
            for (int k = 0; k < c.inputChannels(); k++) {
                element.at(outputCell * c.inputChannels() + k, inputCell * c.inputChannels() + k);
            }
        });
    }
}
