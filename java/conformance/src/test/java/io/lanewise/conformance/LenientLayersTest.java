// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that nobody can mean so, and that TFLite runs: they run alike, with a warning. */
@OnOracle
class LenientLayersTest {
    private static final int CHANNELS = 20;
    private static final int RECORDS = 2;
    private static final Quantization IN = Quantization.perTensor(0.02f, -5);

    enum Kind {
        CONV_2D,
        DEPTHWISE_CONV_2D,
        FULLY_CONNECTED;

        /** Weights of as many input channels as output channels, and of a window of as many cells. */
        Graph graph(int[] bias, Quantization weights, Quantization biases, Quantization output, Random random) {
            GraphBuilder g = new GraphBuilder();
            int[] image = {1, 4, 5, CHANNELS};
            int in = this == FULLY_CONNECTED ? g.int8Input(IN, 3, CHANNELS) : g.int8Input(IN, image);
            int out = this == FULLY_CONNECTED ? g.int8(output, 3, CHANNELS) : g.int8(output, image);
            int[] dims = switch (this) {
                case CONV_2D -> new int[] {CHANNELS, 3, 3, CHANNELS};
                case DEPTHWISE_CONV_2D -> new int[] {1, CHANNELS, 3, CHANNELS};
                case FULLY_CONNECTED -> new int[] {CHANNELS, CHANNELS};
            };
            byte[] values = new byte[Shape.of(dims).elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (random.nextInt(255) - 127);
            }
            int w = g.constant(values, weights, dims);
            ByteBuffer data = ByteBuffer.allocate(Integer.BYTES * bias.length).order(ByteOrder.LITTLE_ENDIAN);
            data.asIntBuffer().put(bias);
            int b = g.tensor(new Tensor("bias", DataType.INT32, Shape.of(CHANNELS), biases, data));
            Operator operator = switch (this) {
                case CONV_2D -> new Conv2d(in, w, b, out, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), Activation.NONE);
                case DEPTHWISE_CONV_2D ->
                    new DepthwiseConv2d(
                            in, w, b, out, new Window(CHANNELS, 3, 1, 1, 1, 1, 9, 1, 10, 1), Activation.NONE);
                case FULLY_CONNECTED -> new FullyConnected(in, w, b, out, Activation.NONE, false);
            };
            return g.add(operator).build(out);
        }
    }

    private static Quantization scales(int axis) {
        float[] scales = new float[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            scales[c] = 0.001f * (c + 1);
        }
        return Quantization.perChannel(scales, new int[CHANNELS], axis);
    }

    private static int channelAxis(Kind kind) {
        return kind == Kind.DEPTHWISE_CONV_2D ? 3 : 0;
    }

    /** Checks that the graph gives what TFLite gives on both backends; returns the one warning. */
    private static String runsAlike(Graph graph) {
        ByteBuffer file = TfliteWriter.encode(graph);
        Model model = Model.read("lenient", file);
        byte[] records = new byte[RECORDS * (int) model.inputs().get(0).bytes()];
        new Random(5).nextBytes(records);
        byte[] expected;
        try (TfliteOracle oracle = new TfliteOracle()) {
            expected = oracle.run(file, records);
        }
        for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
            SameBytes.check(
                    model, expected, ModelRun.run(model, backend, records, RECORDS), () -> graph + " " + backend);
        }
        assertEquals(1, model.warnings().size(), model.warnings().toString());
        return model.warnings().get(0);
    }

    /** The scale makes sums of 2^31 come out within int8, so that wrapped ones are told apart. */
    @ParameterizedTest
    @EnumSource
    void sumsWrap(Kind kind) {
        Random random = new Random(1);
        int[] bias = new int[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            bias[c] = c % 4 == 0
                    ? Integer.MIN_VALUE + c / 4
                    : c % 4 == 1 ? Integer.MAX_VALUE - 50_000 * c : c % 4 == 2 ? -Integer.MAX_VALUE : random.nextInt();
        }
        Quantization output = Quantization.perTensor(600, 3);
        String warning = runsAlike(kind.graph(bias, scales(channelAxis(kind)), null, output, random));
        assertTrue(
                warning.startsWith("operator 0 " + kind
                        + " \"activation1\": output channel 0 can overflow its int32 accumulator: weights of "),
                warning);
    }

    @ParameterizedTest
    @EnumSource
    void aBiasOfAnotherScaleIsAddedAsItIs(Kind kind) {
        int[] bias = new Random(2).ints(CHANNELS, -9000, 9000).toArray();
        Quantization output = Quantization.perTensor(0.5f, 3);
        String warning = runsAlike(
                kind.graph(bias, scales(channelAxis(kind)), Quantization.perTensor(0.7f, 0), output, new Random(2)));
        assertTrue(
                warning.contains("bias \"bias\" int32[20] has scale 0.7")
                        && warning.contains("channel 0 scale 0.7")
                        && warning.contains("expected input scale x weight scale = "),
                warning);
    }

    /** TFLite refuses that bias where weights have one scale and the layer is dense. */
    @ParameterizedTest
    @EnumSource(names = "FULLY_CONNECTED")
    void unlessTfliteRefusesIt(Kind kind) {
        Graph graph = kind.graph(
                new int[CHANNELS],
                Quantization.perTensor(0.01f, 0),
                Quantization.perTensor(0.7f, 0),
                Quantization.perTensor(0.5f, 3),
                new Random(3));
        ByteBuffer file = TfliteWriter.encode(graph);
        assertThrows(ModelException.class, () -> Model.read("strict", file));
        try (TfliteOracle oracle = new TfliteOracle()) {
            assertThrows(TfliteOracle.OracleException.class, () -> oracle.run(file, new byte[3 * CHANNELS]));
        }
    }

    /** Another dimension of the weights has as many cells as there are output channels. */
    @ParameterizedTest
    @EnumSource
    void aStrayQuantizedDimensionIsOverlooked(Kind kind) {
        int stray = kind == Kind.CONV_2D ? 3 : 1;
        Quantization output = Quantization.perTensor(0.5f, 3);
        String warning = runsAlike(kind.graph(new int[CHANNELS], scales(stray), null, output, new Random(4)));
        assertTrue(
                warning.contains("20 scales along axis " + stray + "; they are taken for those of axis "
                        + channelAxis(kind) + ", the output channels, as TFLite does"),
                warning);
    }
}
