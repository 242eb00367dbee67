// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DEPTHWISE_CONV_2D, with and without a channel multiplier. */
class DepthwiseConv2dTest extends ConvolutionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 1 1>1 1 1x1 1x1 1x1 VALID 0>0 NONE",
                "1 5 5 8>8 8 3x3 1x1 1x1 SAME -128>-128 RELU6",
                "1 6 7 17>17 17 3x3 2x2 1x1 SAME 127>127 NONE",
                "2 9 8 5>5 5 5x5 1x2 1x1 SAME -5>3 RELU",
                "1 9 9 3>6 3 3x3 1x1 2x2 SAME 1>-1 NONE",
                "1 7 7 4>32 4 3x3 1x1 1x1 VALID 9>0 RELU6",
                "1 8 6 33>33 33 2x3 3x4 1x1 VALID -128>7 NONE",
                "2 5 4 1>9 1 3x3 1x1 1x1 SAME -3>-3 RELU_N1_TO_1",
                "1 25 5 64>64 64 10x4 2x2 1x1 SAME 83>-128 RELU",
                "1 4 4 16>16 16 3x3 1x1 1x1 0,1,2,3 4>4 NONE",
                "1 3 20 2>2 2 1x7 1x1 1x3 SAME 4>4 NONE",
                "1 12 3 6>6 6 3x1 1x1 5x1 SAME -9>4 NONE",
                "1 7 2 4>4 4 2x2 5x1 1x1 VALID 0>0 NONE",
                "1 2 2 3>3 3 3x3 1x1 1x1 4,4,4,4 9>9 NONE"
            })
    void matchesTheDefinition(String text) {
        checkRandom(WindowCase.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {-128, 127})
    void holdsAtTheEndsOfTheRange(int x) {
        for (int w : new int[] {-128, -127, 127}) {
            for (int zeroPoint : new int[] {-128, 0, 127}) {
                WindowCase c = WindowCase.parse("1 6 4 19>19 19 5x5 1x1 1x1 SAME " + zeroPoint + ">0 NONE");
                checkInt8(
                        c,
                        TestValues.all(x, c.inputElements()),
                        TestValues.all(w, weightElements(c)),
                        null,
                        Quantization.perTensor(0.0001f, 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0.7f, 1.4f, 2.1f, 300f, 1e-12f, 0f})
    void takesAnyScaleRatio(float weightScale) {
        WindowCase c = WindowCase.parse("1 3 3 5>5 5 2x2 1x1 1x1 VALID -3>6 NONE");
        TestValues values = new TestValues(5);
        checkInt8(
                c,
                values.int8(c.inputElements()),
                TestValues.all(1, weightElements(c)),
                values.int32(5, 500),
                Quantization.perTensor(weightScale, 0));
    }

    @Test
    void refusesWeightsThatDoNotFit() {
        Quantization q = Quantization.perTensor(0.1f, 0);
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "expected weights [1,height,width,a multiple of 2], got [1,2,2,3]",
                one.graph(new DepthwiseConv2d(
                        one.int8Input(q, 1, 3, 3, 2),
                        one.constant(new byte[12], q, 1, 2, 2, 3),
                        -1,
                        one.int8(q, 1, 2, 2, 3),
                        Window.valid(2, 2, 1, 1, 1, 1),
                        Activation.NONE)));
    }

    @Override
    Operator operator(WindowCase c, int input, int weights, int bias, int output) {
        return new DepthwiseConv2d(input, weights, bias, output, c.window(), c.activation());
    }

    @Override
    int[] weightDims(WindowCase c) {
        return new int[] {1, c.window().kernelHeight(), c.window().kernelWidth(), c.outputChannels()};
    }

    @Override
    int channelAxis() {
        return 3;
    }

    @Override
    void forEachProduct(WindowCase c, Product product) {
        int multiplier = c.outputChannels() / c.inputChannels();
        c.forEachTap((outputCell, inputCell, i, j) -> {
            for (int o = 0; o < c.outputChannels(); o++) {
                product.at(
                        outputCell * c.outputChannels() + o,
                        inputCell * c.inputChannels() + o / multiplier,
                        (i * c.window().kernelWidth() + j) * c.outputChannels() + o);
            }
        });
    }
}
