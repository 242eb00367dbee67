// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.TransposeConv;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TRANSPOSE_CONV against its definition: every input cell adds its products to the output cells that it reaches. */
class TransposeConvTest extends OperatorTest {
    private static final int CHANNELS = 2;
    private static final Quantization ONE = Quantization.perTensor(1, 0);

    /** One dimension of an image, the other the same. Products are small, so that every sum is its output. */
    @ParameterizedTest
    @CsvSource({
        "4,2,2,0,8",
        "4,3,2,0,8",
        "4,3,2,1,8",
        "3,5,3,2,9",
        "3,5,3,2,8",
        "5,1,1,0,5",
        "2,1,3,0,6",
        "2,2,5,0,7",
        "1,3,7,1,4",
        "3,4,2,1,6",
        "2,2,2,1,4"
    })
    void matchesTheDefinition(int size, int kernel, int stride, int padding, int outputSize) {
        byte[] weights = new TestValues(1).int8(CHANNELS * kernel * kernel * CHANNELS);
        byte[] input = new TestValues(2).int8(size * size * CHANNELS);
        for (int i = 0; i < weights.length; i++) {
            weights[i] %= 3;
        }
        for (int i = 0; i < input.length; i++) {
            input[i] %= 3;
        }
        byte[] expected = new byte[outputSize * outputSize * CHANNELS];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int i = 0; i < kernel; i++) {
                    for (int j = 0; j < kernel; j++) {
                        int row = y * stride - padding + i;
                        int column = x * stride - padding + j;
                        if (row >= 0 && row < outputSize && column >= 0 && column < outputSize) {
                            for (int o = 0; o < CHANNELS; o++) {
                                for (int c = 0; c < CHANNELS; c++) {
                                    expected[(row * outputSize + column) * CHANNELS + o] +=
                                            input[(y * size + x) * CHANNELS + c]
                                                    * weights[((o * kernel + i) * kernel + j) * CHANNELS + c];
                                }
                            }
                        }
                    }
                }
            }
        }
        Window window = new Window(kernel, kernel, stride, stride, 1, 1, padding, padding, 0, 0);
        expect(expected, graph(window, weights, size, outputSize), input);
    }

    @Test
    void refusesWhatItCannotRun() {
        byte[] weights = new byte[CHANNELS * 4 * CHANNELS];
        expectRefusal("window of 3x2 but weights of 2x2", graph(window(3, 2, 1, 0), weights, 2, 4));
        expectRefusal("no dilation", graph(window(2, 2, 2, 0), weights, 2, 4));
        expectRefusal(
                "padding of 2 and 0 is not less than the kernel of 2x2", graph(window(2, 2, 1, 2), weights, 2, 4));
        expectRefusal(
                "output [1,6,6,2] goes on where no cell of input [1,2,2,2] reaches",
                graph(window(2, 2, 1, 0), weights, 2, 6));
        Window far = new Window(2, 2, 500, 500, 1, 1, 0, 0, 0, 0);
        expectRefusal("strides of 500x500 and a kernel of 2x2 would take", graph(far, weights, 2, 1000));
    }

    private static Window window(int height, int width, int dilation, int top) {
        return new Window(height, width, 2, 2, dilation, dilation, top, 0, 0, 0);
    }

    private static Graph graph(Window window, byte[] weights, int size, int outputSize) {
        int kernel = (int) Math.sqrt(weights.length / (CHANNELS * CHANNELS));
        GraphBuilder one = new GraphBuilder();
        int input = one.int8Input(ONE, 1, size, size, CHANNELS);
        int values = one.constant(weights, ONE, CHANNELS, kernel, kernel, CHANNELS);
        int output = one.int8(ONE, 1, outputSize, outputSize, CHANNELS);
        return one.graph(new TransposeConv(input, values, -1, output, window, Activation.NONE));
    }
}
