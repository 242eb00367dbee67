// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.movement.Pad;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PAD with real 0: the zero point in int8. */
class PadTest extends OperatorTest {

    @ParameterizedTest(name = "{0} by {1} and {2}")
    @CsvSource({
        "5,2,1",
        "3x4,0x0,0x0",
        "1x5x5x3,0x1x1x0,0x1x1x0",
        "2x3x4x5,1x0x2x3,0x4x1x2",
        "1x1x1x17,0x2x0x1,0x0x3x0",
        "2x1x2x3x2,0x1x0x0x1,1x0x1x0x0",
        "2x1x2x1x2x3,0x1x0x2x0x1,1x0x1x0x2x0"
    })
    void laysZerosAround(String dimsText, String beforeText, String afterText) {
        int[] dims = numbers(dimsText);
        int[] before = numbers(beforeText);
        int[] after = numbers(afterText);
        int[] output = new int[dims.length];
        Arrays.setAll(output, d -> before[d] + dims[d] + after[d]);
        Quantization q = Quantization.perTensor(0.3f, -77);
        byte[] input = new TestValues(1).int8(product(dims));
        float[] floatInput = new TestValues(1).floats(input.length);
        byte[] expected = TestValues.all(-77, product(output));
        float[] expectedFloats = new float[expected.length];
        for (int e = 0; e < input.length; e++) {
            int to = 0;
            for (int d = 0, inner = input.length, rest = e; d < dims.length; d++) {
                inner /= dims[d];
                to = to * output[d] + before[d] + rest / inner;
                rest %= inner;
            }
            expected[to] = input[e];
            expectedFloats[to] = floatInput[e];
        }
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(new Pad(one.int8Input(q, dims), one.int8(q, output), list(before), list(after)));
        expect(expected, graph, input);
        GraphBuilder floats = new GraphBuilder();
        expect(
                expectedFloats,
                floats.graph(new Pad(floats.input(dims), floats.activation(output), list(before), list(after))),
                floatInput);
    }

    @Test
    void refusesAnOutputOfAnotherSize() {
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "is not output [4,6]",
                one.graph(new Pad(one.input(3, 4), one.activation(4, 6), List.of(0, 1), List.of(0, 1))));
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static int product(int[] dims) {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    }
}
