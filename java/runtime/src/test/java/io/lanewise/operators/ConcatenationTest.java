// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONCATENATION of inputs that differ along the axis only. */
class ConcatenationTest extends OperatorTest {
    private static final Quantization Q = Quantization.perTensor(0.3f, 9);
    private static final int[] SIZES = {3, 1, 17};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void laysInputsSideBySide(int axis) {
        GraphBuilder one = new GraphBuilder();
        GraphBuilder floats = new GraphBuilder();
        int[] output = {2, 4, 5};
        output[axis] = 21;
        byte[] expected = new byte[output[0] * output[1] * output[2]];
        float[] expectedFloats = new float[expected.length];
        Object[] inputs = new Object[3];
        Object[] floatInputs = new Object[3];
        for (int i = 0, start = 0; i < 3; start += SIZES[i], i++) {
            int[] dims = {2, 4, 5};
            dims[axis] = SIZES[i];
            byte[] input = new TestValues(i).int8(dims[0] * dims[1] * dims[2]);
            float[] floatInput = new TestValues(i).floats(input.length);
            for (int e = 0; e < input.length; e++) {
                int[] at = {e / dims[2] / dims[1], e / dims[2] % dims[1], e % dims[2]};
                at[axis] += start;
                int to = (at[0] * output[1] + at[1]) * output[2] + at[2];
                expected[to] = input[e];
                expectedFloats[to] = floatInput[e];
            }
            one.int8Input(Q, dims);
            floats.input(dims);
            inputs[i] = input;
            floatInputs[i] = floatInput;
        }
        expect(expected, one.graph(concatenation(axis, one.int8(Q, output))), inputs);
        expect(expectedFloats, floats.graph(concatenation(axis, floats.activation(output))), floatInputs);
    }

    private static Concatenation concatenation(int axis, int output) {
        return new Concatenation(List.of(0, 1, 2), output, axis, Activation.NONE);
    }

    @Test
    void refusesWhatItCannotJoin() {
        expectRefusal(
                "put a QUANTIZE before this operator", graph(Quantization.perTensor(0.3f, 8), 2, Activation.NONE));
        expectRefusal("does not fit output", graph(Q, 3, Activation.NONE));
        expectRefusal("a fused RELU is not supported", graph(Q, 2, Activation.RELU));
    }

    private static Graph graph(Quantization second, int rows, Activation activation) {
        GraphBuilder one = new GraphBuilder();
        return one.graph(new Concatenation(
                List.of(one.int8Input(Q, 2, 3), one.int8Input(second, rows, 3)), one.int8(Q, 2, 6), 1, activation));
    }
}
