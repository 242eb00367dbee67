// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.execution.Kernels;
import io.lanewise.graph.Graph;
import io.lanewise.operators.movement.Concatenation;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONCATENATION of inputs that differ along the axis only. */
abstract class AbstractConcatenationTest extends OperatorTest {
    private static final Quantization Q = Quantization.perTensor(0.3f, 9);
    private static final int[] SIZES = {3, 1, 17};

    AbstractConcatenationTest(Kernels kernels) {
        super(kernels);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void laysInputsSideBySide(int axis) {
        OneOperator one = new OneOperator();
        OneOperator floats = new OneOperator();
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
            floats.floatInput(dims);
            inputs[i] = input;
            floatInputs[i] = floatInput;
        }
        expect(expected, one.graph(concatenation(axis, one.int8Output(Q, output))), inputs);
        expect(expectedFloats, floats.graph(concatenation(axis, floats.floatOutput(output))), floatInputs);
    }

    private static Concatenation concatenation(int axis, int output) {
        return new Concatenation(List.of(0, 1, 2), output, axis, Activation.NONE);
    }

    @Test
    void refusesWhatItCannotJoin() {
        expectRefusal("put a QUANTIZE before this operator", graph(Quantization.perTensor(0.3f, 8), 2, Activation.NONE));
        expectRefusal("does not fit output", graph(Q, 3, Activation.NONE));
        expectRefusal("a fused RELU is not supported", graph(Q, 2, Activation.RELU));
    }

    private static Graph graph(Quantization second, int rows, Activation activation) {
        OneOperator one = new OneOperator();
        return one.graph(new Concatenation(List.of(one.int8Input(Q, 2, 3), one.int8Input(second, rows, 3)),
                one.int8Output(Q, 2, 6), 1, activation));
    }
}
