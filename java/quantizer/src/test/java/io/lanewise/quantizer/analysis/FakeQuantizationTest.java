// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantization.Dequantization;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.conversion.QuantizedTensor;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeQuantizationTest {
    private static final float[] SAMPLE = {0.37f, -0.91f};

    /** Two layers that share their weights: h = W x, y = W h. The largest weight is 1.27, so that a step is 0.01. */
    private static Graph real() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int weights = g.floats("weights", Shape.of(2, 2), 1.27f, 0.126f, -0.514f, 0.255f);
        int hidden = g.activation("hidden", 1, 2);
        int out = g.activation("out", 1, 2);
        g.add(new FullyConnected(in, weights, -1, hidden, Activation.NONE, false));
        return g.add(new FullyConnected(hidden, weights, -1, out, Activation.NONE, false))
                .build(out);
    }

    private static FakeQuantization fake(InterfaceType type) {
        // Ranges -1 to 1, hidden and out as they come.
        return new FakeQuantization(Quantizer.of(Model.of(real()))
                .plain()
                .backend(Backend.JAVA)
                .interfaceType(type)
                .calibrate(List.of(new float[] {1, -1}, new float[] {-1, 1}, SAMPLE))
                .quantize()
                .quantized());
    }

    private static float[] run(Graph graph) {
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(SAMPLE);
            session.run();
            return session.output(0).floats();
        }
    }

    private static double[] layer(double[] x, double... w) {
        return new double[] {w[0] * x[0] + w[1] * x[1], w[2] * x[0] + w[3] * x[1]};
    }

    private static void assertClose(double[] expected, float[] actual) {
        assertArrayEquals(expected, new double[] {actual[0], actual[1]}, 1e-6);
    }

    private static final double[] EXACT = {1.27, 0.126, -0.514, 0.255};
    private static final double[] ROUNDED = {1.27, 0.13, -0.51, 0.26};

    @ParameterizedTest
    @EnumSource
    void nothingIsTheFloatModel(InterfaceType type) {
        boolean[] none = new boolean[2];
        assertArrayEquals(run(real()), run(fake(type).graph(none, none, false)), 0);
    }

    /** 0.255 / 0.01 is just above 25.5 in floats, or just below: the quantized model has decided which. */
    @ParameterizedTest
    @EnumSource
    void weightsAreRoundedWhereTheyAreChosen(InterfaceType type) {
        FakeQuantization fake = fake(type);
        float last = Dequantization.floats(fake.quantizedWeights(0))[3];
        ROUNDED[3] = Math.round(100 * last) / 100.0;
        double[] x = {SAMPLE[0], SAMPLE[1]};
        boolean[] none = new boolean[2];
        assertClose(layer(layer(x, ROUNDED), ROUNDED), run(fake.graph(new boolean[] {true, true}, none, false)));
        assertClose(layer(layer(x, ROUNDED), EXACT), run(fake.graph(new boolean[] {true, false}, none, false)));
        assertClose(layer(layer(x, EXACT), ROUNDED), run(fake.graph(new boolean[] {false, true}, none, false)));
    }

    @ParameterizedTest
    @EnumSource
    void inputsAreRoundedWhereTheyAreChosen(InterfaceType type) {
        boolean[] none = new boolean[2];
        // Steps of 2 / 255 from -1 on; 0 is step 128 rounded away from 127.5.
        double step = 2 / 255.0;
        double[] x = {Math.round(SAMPLE[0] / step) * step, Math.round(SAMPLE[1] / step) * step};
        assertClose(layer(layer(x, EXACT), EXACT), run(fake(type).graph(none, none, true)));
    }

    @Test
    void outputsAreRoundedWhereTheyAreChosen() {
        FakeQuantization fake = fake(InterfaceType.INT8);
        boolean[] none = new boolean[2];
        Graph second = fake.graph(none, new boolean[] {false, true}, false);
        // The last result is a whole number of its steps.
        float scale = second.tensor(second.outputs().get(0) - 1).quantization().scale();
        float[] out = run(second);
        assertEquals(Math.round(out[0] / scale) * scale, out[0], 1e-6);
        assertEquals(0, run(real())[0] - out[0], scale / 2 * 1.001);
        assertEquals(
                3,
                fake.graph(none, new boolean[] {true, false}, false).operators().size() - 1);
    }

    /** Weights that are stored as integers and made float by a DEQUANTIZE are quantized weights. */
    @Test
    void weightsBehindADequantizeCount() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int stored = g.int8Constant(
                "weights", Shape.of(2, 2), Quantization.perTensor(0.5f, 0), (byte) 3, (byte) 0, (byte) -1, (byte) 1);
        int weights = g.activation("weights as floats", 2, 2);
        int hidden = g.activation("hidden", 1, 2);
        int out = g.activation("out", 1, 2);
        g.add(new Dequantize(stored, weights)).add(new FullyConnected(in, weights, -1, hidden, Activation.NONE, false));
        Graph quantized = g.add(new FullyConnected(hidden, weights, -1, out, Activation.NONE, false))
                .build(out);
        List<QuantizedTensor> tensors = IntStream.of(0, 1, 1, 2, 3)
                .mapToObj(origin -> new QuantizedTensor(origin, null, null))
                .toList();
        FakeQuantization fake = new FakeQuantization(new QuantizedModel(real(), quantized, tensors));
        double[] x = {SAMPLE[0], SAMPLE[1]};
        double[] rounded = {1.5, 0, -0.5, 0.5};
        boolean[] none = new boolean[2];
        assertClose(layer(layer(x, rounded), EXACT), run(fake.graph(new boolean[] {true, false}, none, false)));
        assertFalse(fake.quantizesOutput(0));
    }

    @Test
    void onlyConversionsOfTheModelAreExplained() {
        GraphBuilder g = new GraphBuilder();
        Graph other = g.build(g.input("in", 1, 2));
        List<QuantizedTensor> tensors = List.of(new QuantizedTensor(0, null, null));
        assertThrows(IllegalArgumentException.class, () -> new QuantizedModel(real(), other, tensors));
    }
}
