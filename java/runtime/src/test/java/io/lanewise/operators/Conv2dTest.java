// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONV_2D, grouped too. */
class Conv2dTest extends ConvolutionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 1 1>1 1 1x1 1x1 1x1 VALID 0>0 NONE",
                "1 5 5 3>8 1 3x3 1x1 1x1 SAME -128>-128 RELU",
                "1 6 7 3>10 1 3x3 2x2 1x1 SAME 127>127 NONE",
                "2 5 4 16>16 1 1x1 1x1 1x1 VALID -5>3 RELU6",
                "1 7 9 5>7 1 3x2 1x2 1x1 VALID 11>-20 NONE",
                "1 9 9 4>6 1 3x3 1x1 2x3 SAME 1>-1 RELU_N1_TO_1",
                "2 8 8 8>12 4 3x3 2x1 1x1 SAME -128>5 RELU",
                "1 4 4 6>6 6 3x3 1x1 1x1 SAME 30>0 NONE",
                "1 4 4 2>17 1 5x5 3x3 1x1 SAME -70>-128 RELU6",
                "1 3 3 31>33 1 1x1 2x2 1x1 VALID 0>0 NONE",
                "1 2 3 64>65 1 3x3 1x1 1x1 SAME -1>2 NONE",
                "1 5 5 3>4 1 3x3 1x1 1x1 2,0,1,3 7>7 NONE",
                "1 1 13 40>9 1 1x5 1x1 1x2 VALID -128>-3 NONE",
                "3 2 2 130>18 1 2x2 1x1 1x1 SAME 4>4 NONE",
                "1 2 2 2>3 1 3x3 1x1 1x1 4,4,4,4 9>9 NONE"
            })
    void matchesTheDefinition(String text) {
        checkRandom(WindowCase.parse(text));
    }

    /** Every product at its extreme: nothing may overflow on the way to the int32 sum. */
    @ParameterizedTest
    @ValueSource(ints = {-128, 127})
    void holdsAtTheEndsOfTheRange(int x) {
        for (int w : new int[] {-128, -127, 127}) {
            for (int zeroPoint : new int[] {-128, 0, 127}) {
                WindowCase c = WindowCase.parse("1 3 4 37>9 1 3x3 1x1 1x1 SAME " + zeroPoint + ">0 NONE");
                checkInt8(
                        c,
                        TestValues.all(x, c.inputElements()),
                        TestValues.all(w, weightElements(c)),
                        null,
                        Quantization.perTensor(0.0001f, 0));
            }
        }
    }

    /** Scale ratios above 1 shift left; those below 2^-32 give the zero point. */
    @ParameterizedTest
    @ValueSource(floats = {0.7f, 1.4f, 2.1f, 300f, 1e-12f, 0f})
    void takesAnyScaleRatio(float weightScale) {
        WindowCase c = WindowCase.parse("1 3 3 2>5 1 2x2 1x1 1x1 VALID -3>6 NONE");
        TestValues values = new TestValues(5);
        checkInt8(
                c,
                values.int8(c.inputElements()),
                TestValues.all(1, weightElements(c)),
                values.int32(5, 500),
                Quantization.perTensor(weightScale, 0));
    }

    @Test
    void refusesWhatItCannotRun() {
        Quantization q = Quantization.perTensor(0.1f, 0);
        expectRefusal("expected output shape [1,2,2,3]", graph(q, q, q, 1, 3, 2, 3));
        expectRefusal("no scale and zero point", graph(null, q, q, 1, 2, 2, 3));
        expectRefusal("zero point 128", graph(Quantization.perTensor(1, 128), q, q, 1, 2, 2, 3));
        expectRefusal("weights need 0", graph(q, Quantization.perTensor(1, 1), q, 1, 2, 2, 3));
        expectRefusal("below 2^30", graph(q, q, Quantization.perTensor(0, 0), 1, 2, 2, 3));
        expectRefusal("below 2^30", graph(q, q, Quantization.perTensor(1e-12f, 0), 1, 2, 2, 3));
    }

    private static Graph graph(Quantization in, Quantization weights, Quantization out, int... outputDims) {
        GraphBuilder one = new GraphBuilder();
        return one.graph(new Conv2d(
                one.int8Input(in, 1, 3, 3, 2),
                one.constant(new byte[24], weights, 3, 2, 2, 2),
                -1,
                one.int8(out, outputDims),
                Window.valid(2, 2, 1, 1, 1, 1),
                Activation.NONE));
    }

    /** 127 x 255 x 66312 is the first multiple at or above 2^31. */
    @Test
    void warnsOfWeightsThatCanOverflowTheAccumulator() {
        int depth = 66_312;
        GraphBuilder one = new GraphBuilder();
        Quantization q = Quantization.perTensor(1, -128);
        byte[] weights = TestValues.all(-127, 2 * depth);
        weights[0] = 0;
        Model model = Model.of(one.graph(new Conv2d(
                one.int8Input(q, 1, 1, 1, depth),
                one.constant(weights, Quantization.perTensor(1e-6f, 0), 2, 1, 1, depth),
                -1,
                one.int8(q, 1, 1, 1, 2),
                Window.valid(1, 1, 1, 1, 1, 1),
                Activation.NONE)));
        assertEquals(
                List.of("operator 0 CONV_2D \"activation2\": output channel 1 can overflow its int32 accumulator:"
                        + " weights of magnitude 8421624 in all, input up to 255 from its zero point, bias 0; it then"
                        + " wraps, as TFLite's does"),
                model.warnings());
    }

    @Override
    Operator operator(WindowCase c, int input, int weights, int bias, int output) {
        return new Conv2d(input, weights, bias, output, c.window(), c.activation());
    }

    @Override
    int[] weightDims(WindowCase c) {
        return new int[] {
            c.outputChannels(), c.window().kernelHeight(), c.window().kernelWidth(), c.inputChannels() / c.groups()
        };
    }

    @Override
    int channelAxis() {
        return 0;
    }

    @Override
    void forEachProduct(WindowCase c, Product product) {
        int groupInputs = c.inputChannels() / c.groups();
        int groupOutputs = c.outputChannels() / c.groups();
        c.forEachTap((outputCell, inputCell, i, j) -> {
            for (int o = 0; o < c.outputChannels(); o++) {
                for (int k = 0; k < groupInputs; k++) {
                    int weight =
                            ((o * c.window().kernelHeight() + i) * c.window().kernelWidth() + j) * groupInputs + k;
                    product.at(
                            outputCell * c.outputChannels() + o,
                            inputCell * c.inputChannels() + o / groupOutputs * groupInputs + k,
                            weight);
                }
            }
        });
    }
}
