// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.graph.Graph;
import io.lanewise.operators.reduction.Mean;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MEAN over neighbouring axes. */
class MeanTest extends OperatorTest {

    @ParameterizedTest(name = "{0} x {1} x {2}")
    @CsvSource({
        "1,1,1,0,0,1",
        "2,49,16,-128,-128,1.5",
        "1,64,33,127,-3,0.4",
        "3,7,1,5,5,1",
        "1,125,64,-128,7,0.01",
        "2,3,5,-9,100,3.7",
        "1,1000,4,-128,-128,1",
        "1,9,2,0,0,0"
    })
    void matchesTheDefinition(
            int outer, int reduced, int inner, int inputZeroPoint, int outputZeroPoint, float inputScale) {
        TestValues values = new TestValues(outer + 31L * reduced);
        Quantization in = Quantization.perTensor(inputScale, inputZeroPoint);
        Quantization out = Quantization.perTensor(0.9f, outputZeroPoint);
        checkInt8(outer, reduced, inner, in, out, values.int8(outer * reduced * inner));
        checkInt8(outer, reduced, inner, in, out, TestValues.all(-128, outer * reduced * inner));
        checkInt8(outer, reduced, inner, in, out, TestValues.all(127, outer * reduced * inner));
        checkFloat(outer, reduced, inner, values.floats(outer * reduced * inner));
    }

    @Test
    void axesOfSizeOneMayLieAnywhere() {
        TestValues values = new TestValues(3);
        float[] input = values.floats(24);
        for (List<Integer> axes : List.of(List.of(1, 2), List.of(0, 2), List.of(2, 4))) {
            GraphBuilder one = new GraphBuilder();
            Graph graph = one.graph(new Mean(one.input(1, 1, 6, 4, 1), one.activation(1, 1, 1, 4, 1), axes, true));
            expect(means(1, 6, 4, input), graph, input);
        }
    }

    @Test
    void refusesAxesApart() {
        GraphBuilder one = new GraphBuilder();
        expectRefusal(
                "not neighbours", one.graph(new Mean(one.input(2, 3, 4), one.activation(3), List.of(0, 2), false)));
    }

    private void checkInt8(int outer, int reduced, int inner, Quantization in, Quantization out, byte[] input) {
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(
                new Mean(one.int8Input(in, outer, reduced, inner), one.int8(out, outer, inner), List.of(1), false));
        Expected.Ratio ratio = Expected.Ratio.of((double) in.scale() / out.scale());
        // TFLite divides the fraction by the count, after as many doublings as its 63 bits, and the exponent, allow.
        int doublings = 0;
        while (2 << doublings <= reduced && doublings < 31 + ratio.exponent()) {
            doublings++;
        }
        Expected.Ratio divided =
                new Expected.Ratio((ratio.fraction() << doublings) / reduced, ratio.exponent() - doublings);
        byte[] expected = new byte[outer * inner];
        for (int i = 0; i < expected.length; i++) {
            long sum = 0;
            for (int r = 0; r < reduced; r++) {
                sum += input[(i / inner * reduced + r) * inner + i % inner] - in.zeroPoint();
            }
            expected[i] = Expected.saturated(divided.times(sum) + out.zeroPoint());
        }
        expect(expected, graph, input);
    }

    private void checkFloat(int outer, int reduced, int inner, float[] input) {
        GraphBuilder one = new GraphBuilder();
        Graph graph = one.graph(
                new Mean(one.input(outer, reduced, inner), one.activation(outer, 1, inner), List.of(1), true));
        expect(means(outer, reduced, inner, input), graph, input);
    }

    private static float[] means(int outer, int reduced, int inner, float[] input) {
        float[] means = new float[outer * inner];
        for (int i = 0; i < means.length; i++) {
            int first = i / inner * reduced * inner + i % inner;
            means[i] = (float) (IntStream.range(0, reduced)
                            .mapToDouble(r -> input[first + r * inner])
                            .sum()
                    / reduced);
        }
        return means;
    }
}
