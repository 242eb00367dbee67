// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small ONNX models become graphs that compute the same, images NHWC. Expected numbers are worked out here, in ONNX's
 * order.
 */
class OnnxReaderTest {
    private static final float[] PIXELS = new float[2 * 3 * 4];

    static {
        for (int i = 0; i < PIXELS.length; i++) {
            PIXELS[i] = (i * 7 % 11) - 5;
        }
    }

    private static List<String> kinds(Graph graph) {
        return graph.operators().stream().map(Operator::kind).toList();
    }

    private static float[] run(Graph graph, float... input) {
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(input);
            session.run();
            return session.output(0).floats();
        }
    }

    /** [channels][rows][columns] as [rows][columns][channels]. */
    private static float[] nhwc(float[] image, int channels, int rows, int columns) {
        float[] moved = new float[image.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < rows * columns; i++) {
                moved[i * channels + c] = image[c * rows * columns + i];
            }
        }
        return moved;
    }

    /** Normalization and convolution by hand: 1x1, so that a pixel's output is a product of a 2x2 matrix. */
    @Test
    void imagesAreHeldNhwcAndNormalizationIsFolded() {
        OnnxModel model = new OnnxModel(13)
                .input("x", 1, 2, 3, 4)
                .floats("w", new float[] {1, 2, -1, 3}, 2, 2, 1, 1)
                .floats("gamma", new float[] {2, 1}, 2)
                .floats("beta", new float[] {1, -1}, 2)
                .floats("mean", new float[] {3, 0}, 2)
                .floats("variance", new float[] {4, 1}, 2)
                .node("Conv", List.of("x", "w"), "y")
                .node("BatchNormalization", List.of("y", "gamma", "beta", "mean", "variance"), "z")
                .real("epsilon", 0)
                .node("Relu", List.of("z"), "out")
                .output("out");
        Graph graph = model.read();
        assertEquals(List.of("CONV_2D", "RELU"), kinds(graph));
        assertEquals(Shape.of(1, 3, 4, 2), graph.tensor(graph.inputs().get(0)).shape());
        float[] expected = new float[PIXELS.length];
        for (int i = 0; i < 12; i++) {
            float a = PIXELS[i] + 2 * PIXELS[12 + i];
            float b = -PIXELS[i] + 3 * PIXELS[12 + i];
            expected[i] = Math.max(0, 2 * (a - 3) / 2 + 1);
            expected[12 + i] = Math.max(0, b - 1);
        }
        assertArrayEquals(nhwc(expected, 2, 3, 4), run(graph, nhwc(PIXELS, 2, 3, 4)), 1e-5f);
    }

    /**
     * What exporters write for a flatten: the batch taken from the shape. The dense layer's weights are put into the
     * image's order.
     */
    @Test
    void shapeArithmeticIsWorkedOutAndAFlattenMovesNothing() {
        float[] weights = new float[24];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i - 10;
        }
        Graph graph = new OnnxModel(13)
                .input("x", 1, 2, 3, 4)
                .floats("w", new float[] {1, 0, 0, 1}, 2, 2, 1, 1)
                .longs("zero", new long[] {0})
                .longs("rest", new long[] {-1}, 1)
                .longs("axes", new long[] {0}, 1)
                .floats("dense", weights, 24, 1)
                .node("Conv", List.of("x", "w"), "y")
                .node("Shape", List.of("y"), "shape")
                .node("Gather", List.of("shape", "zero"), "batch")
                .node("Unsqueeze", List.of("batch", "axes"), "batch1")
                .node("Concat", List.of("batch1", "rest"), "target")
                .integer("axis", 0)
                .node("Reshape", List.of("y", "target"), "flat")
                .node("MatMul", List.of("flat", "dense"), "out")
                .output("out")
                .read();
        assertEquals(List.of("CONV_2D", "RESHAPE", "FULLY_CONNECTED"), kinds(graph));
        float expected = 0;
        for (int i = 0; i < 24; i++) {
            expected += PIXELS[i] * weights[i];
        }
        assertArrayEquals(new float[] {expected}, run(graph, nhwc(PIXELS, 2, 3, 4)), 1e-3f);
    }

    /** An output that is asked to be larger than what is computed has the bias at its end, however far that is. */
    @ParameterizedTest
    @CsvSource({"1,false", "2,true", "3,true"})
    void aTransposedConvolutionMayEndBeyondItsProducts(int stride, boolean isTransposeConv) {
        Graph graph = new OnnxModel(13)
                .input("x", 1, 1, 2, 2)
                .floats("w", new float[] {2}, 1, 1, 1, 1)
                .floats("b", new float[] {10}, 1)
                .node("ConvTranspose", List.of("x", "w", "b"), "out")
                .integers("strides", stride, stride)
                .integers("output_shape", 4, 4)
                .output("out")
                .read();
        assertEquals(
                isTransposeConv,
                kinds(graph).contains("TRANSPOSE_CONV"),
                kinds(graph).toString());
        float[] image = {1, 2, 3, 4};
        float[] expected = new float[16];
        Arrays.fill(expected, 10);
        for (int i = 0; i < image.length; i++) {
            expected[i / 2 * stride * 4 + i % 2 * stride] += 2 * image[i];
        }
        assertArrayEquals(expected, run(graph, image));
    }

    /** Blocks of channels become blocks of the image by one transpose, between NHWC and NHWC. */
    @Test
    void aPixelShuffleIsOneTranspose() {
        Graph graph = new OnnxModel(13)
                .input("x", 1, 4, 2, 2)
                .floats("w", new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, 4, 4, 1, 1)
                .longs("split", new long[] {1, 1, 2, 2, 2, 2}, 6)
                .longs("joined", new long[] {1, 1, 4, 4}, 4)
                .node("Conv", List.of("x", "w"), "y")
                .node("Reshape", List.of("y", "split"), "parts")
                .node("Transpose", List.of("parts"), "moved")
                .integers("perm", 0, 1, 4, 2, 5, 3)
                .node("Reshape", List.of("moved", "joined"), "out")
                .output("out")
                .read();
        assertEquals(1, kinds(graph).stream().filter("TRANSPOSE"::equals).count());
        float[] image = new float[16];
        float[] expected = new float[16];
        for (int c = 0; c < 4; c++) {
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 2; column++) {
                    image[(c * 2 + row) * 2 + column] = c * 100 + row * 10 + column;
                    expected[(2 * row + c / 2) * 4 + 2 * column + c % 2] = c * 100 + row * 10 + column;
                }
            }
        }
        assertArrayEquals(expected, run(graph, nhwc(image, 4, 2, 2)));
    }

    /** Of sizes that tell nothing of the order. */
    @Test
    void oneValueIsSeenInSeveralOrders() {
        Graph graph = new OnnxModel(13)
                .input("x", 2, 2, 2)
                .node("Transpose", List.of("x"), "a")
                .integers("perm", 1, 0, 2)
                .node("Transpose", List.of("x"), "b")
                .integers("perm", 2, 0, 1)
                .output("a")
                .output("b")
                .read();
        try (Session session =
                Model.of(graph).newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            session.input(0).putFloats(0, 1, 2, 3, 4, 5, 6, 7);
            session.run();
            assertArrayEquals(
                    new float[] {0, 1, 4, 5, 2, 3, 6, 7}, session.output(0).floats());
            assertArrayEquals(
                    new float[] {0, 2, 4, 6, 1, 3, 5, 7}, session.output(1).floats());
        }
    }

    /** Halfway between two cells ONNX takes the one that it is told; TFLite always the second. */
    @Test
    void nearestCellsAreOnnxs() {
        for (String mode : List.of("round_prefer_floor", "round_prefer_ceil")) {
            Graph graph = new OnnxModel(13)
                    .input("x", 1, 1, 1, 4)
                    .longs("sizes", new long[] {1, 1, 1, 2}, 4)
                    .node("Resize", List.of("x", "", "", "sizes"), "y")
                    .text("nearest_mode", mode)
                    .output("y")
                    .read();
            boolean floor = mode.equals("round_prefer_floor");
            assertArrayEquals(floor ? new float[] {10, 12} : new float[] {11, 13}, run(graph, 10, 11, 12, 13), mode);
            assertEquals(floor ? -1 : 0, kinds(graph).indexOf("RESIZE_NEAREST_NEIGHBOR"), mode);
        }
    }

    @Test
    void everythingUnreadableIsNamedAtOnce() {
        OnnxModel model = new OnnxModel(17)
                .input("x", 1, 4)
                .node("Einsum", List.of("x"), "a")
                .node("LSTM", List.of("a"), "b")
                .node("Relu", List.of("x"), "c")
                .node("Relu", List.of("nothing"), "d")
                .node("NonZero", List.of("c"), "e")
                .node("Tan", List.of("c"), "f")
                .output("b");
        String message = assertThrows(ModelException.class, model::read).getMessage();
        assertTrue(
                message.startsWith("test.onnx: 5 problems:\n"
                        + "  node 0 Einsum \"a\": not supported (opset 17); export it as MatMul, Transpose"
                        + " and Reshape\n"
                        + "  node 1 LSTM \"b\": not supported (opset 17); run it outside the model, or train"
                        + " convolutions over time instead\n"
                        + "  node 3 Relu \"d\": reads \"nothing\", which no earlier node writes\n"
                        + "  node 4 NonZero \"e\": not supported (opset 17); end the model at \"c\""
                        + " (onnx.utils.extract_model) and do this with"
                        + " its output\n  node 5 Tan \"f\": not supported (opset 17)\nsupported are Abs,"),
                message);
    }

    @Test
    void whatPositionsAndTypesCannotBeIsRefused() {
        OnnxModel model = new OnnxModel(18)
                .input("x", 4, 3)
                .input("rows", 1, 3)
                .longs("two", new long[] {2}, 1, 1)
                .longs("none", new long[0], 1, 0)
                .node("ScatterND", List.of("x", "two", "rows"), "a")
                .text("reduction", "mul")
                .node("GatherND", List.of("x", "none"), "b")
                .node("ArgMax", List.of("x"), "c")
                .node("Cast", List.of("c"), "d")
                .integer("to", 2)
                .node("Cast", List.of("x"), "e")
                .integer("to", 13)
                .node("Mean", List.of("c", "c"), "f")
                .output("c");
        String message = assertThrows(ModelException.class, model::read).getMessage();
        assertEquals(
                "test.onnx: 5 problems:\n"
                        + "  node 0 ScatterND \"a\": reduction mul is not supported; none and add are\n"
                        + "  node 1 GatherND \"b\": coordinates [1, 0] of a value of 2 dimensions\n"
                        + "  node 3 Cast \"d\": casts int64 to uint8, where higher bits are lost; cast to"
                        + " float before\n"
                        + "  node 4 Cast \"e\": casts a computed value to UINT64; bool, int8, uint8, int16,"
                        + " int32, int64 and reals are supported\n"
                        + "  node 5 Mean \"f\": mixes FLOAT and int64",
                message);
    }

    @Test
    void sizesWithoutANumberAreAskedFor() {
        OnnxModel model = new OnnxModel(13)
                .input("x", 0, 3, 0)
                .node("Relu", List.of("x"), "y")
                .output("y");
        assertEquals(
                "test.onnx: input \"x\": dimension 2 is \"d2\", without a number; give the input's shape",
                assertThrows(ModelException.class, model::read).getMessage());
        Graph graph = model.read(new OnnxOptions(Map.of("x", List.of(2, 3, 5))));
        assertEquals(Shape.of(2, 3, 5), graph.tensor(graph.inputs().get(0)).shape());
    }

    @Test
    void otherFilesAndOpsetsAreRefused() {
        byte[] noise = new byte[100];
        new java.util.Random(1).nextBytes(noise);
        assertThrows(
                ModelException.class, () -> OnnxReader.read("noise", ByteBuffer.wrap(noise), OnnxOptions.defaults()));
        OnnxModel old = new OnnxModel(6)
                .input("x", 1, 4)
                .node("Relu", List.of("x"), "y")
                .output("y");
        assertTrue(assertThrows(ModelException.class, old::read)
                .getMessage()
                .startsWith("test.onnx: is of opset 6; 7 to "));
    }
}
