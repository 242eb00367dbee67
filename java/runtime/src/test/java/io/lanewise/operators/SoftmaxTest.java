// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOFTMAX over the last dimension. */
class SoftmaxTest extends OperatorTest {
    private static final Quantization OUTPUT = Quantization.perTensor(1f / 256, -128);

    /** Outputs of TFLite 2.21's reference kernel for {@code input[i] = 101 i + 7 i^2} modulo 256. */
    @ParameterizedTest(name = "{0} x {1}: {2} x {3}")
    @CsvSource({
        "0.1,1,3,10, 80eb8003808092808080808080808080b380804d808580808080808041ba",
        "0.0235,1,2,23, 84b082b284809f878281818081818286998083a2819e82808b828180b4a7a980808183928083b282808781809186",
        "0.6,0.7,2,7, 80cd80338080807f808080808080",
        "0.005,2.5,3,12, 8fb98bbb9085ae958b87858586888c96b08590b98ab58d84988a8583b9b1b28284868da0",
        "20,1,2,5, 8080807f80807f808080",
        "0.001,1,1,33, 888988898887898888878787878788888887888987898887888887878989898787",
        "0.01,1,1,70,"
                + " 838882888381878382818181818182838681828782868281858281818988888181828386818389838184828186"
                + "84838282838385898183888286828984828187858484848588",
        "1,1,4,1, 7f7f7f7f"
    })
    void matchesTflite(float scale, float beta, int rows, int depth, String expected) {
        byte[] input = new byte[rows * depth];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (101 * i + 7 * i * i);
        }
        expect(HexFormat.of().parseHex(expected), int8Graph(scale, 7, beta, rows, depth), input);
    }

    /** Whatever the common offset of a row, and the zero point, only differences count. */
    @Test
    void ignoresTheZeroPoint() {
        byte[] expected = HexFormat.of().parseHex("80cd80338080807f808080808080");
        byte[] input = new byte[14];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (101 * i + 7 * i * i);
        }
        expect(expected, int8Graph(0.6f, -128, 0.7f, 2, 7), input);
    }

    /**
     * 1 / 400 is 0.64 of a step, 1 / 511 rounds up from 0.501; from 512 on it is half a step or less, which gives 0.
     */
    @ParameterizedTest
    @CsvSource({"400,-127", "511,-127", "512,-128", "600,-128", "5000,-128"})
    void dividesEvenly(int depth, int expected) {
        expect(TestValues.all(expected, 2 * depth), int8Graph(0.1f, 0, 1, 2, depth), TestValues.all(-128, 2 * depth));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,10,1", "2,129,0.5", "1,1000,2"})
    void isRightForFloats(int rows, int depth, float beta) {
        float[] input = new TestValues(depth).floats(rows * depth);
        input[0] = 80;
        float[] expected = new float[input.length];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < depth; i++) {
                sum += Math.exp((double) beta * input[row * depth + i]);
            }
            for (int i = 0; i < depth; i++) {
                expected[row * depth + i] = (float) (Math.exp((double) beta * input[row * depth + i]) / sum);
            }
        }
        GraphBuilder one = new GraphBuilder();
        expect(expected, one.graph(new Softmax(one.input(rows, depth), one.activation(rows, depth), beta)), input);
    }

    @Test
    void refusesWhatFixedPointCannotHold() {
        expectRefusal("must exceed 2^-26", int8Graph(1e-9f, 0, 1, 1, 3));
        expectRefusal("must exceed 2^-26", int8Graph(1, 0, -1, 1, 3));
        Quantization q = Quantization.perTensor(0.1f, 0);
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "needs scale 1/256 and zero point -128",
                one.graph(new Softmax(one.int8Input(q, 3), one.int8(q, 3), 1)));
    }

    private static Graph int8Graph(float scale, int zeroPoint, float beta, int rows, int depth) {
        GraphBuilder one = new GraphBuilder();
        return one.graph(new Softmax(
                one.int8Input(Quantization.perTensor(scale, zeroPoint), rows, depth),
                one.int8(OUTPUT, rows, depth),
                beta));
    }
}
