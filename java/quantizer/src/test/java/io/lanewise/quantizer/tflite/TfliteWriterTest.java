// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.instructions.Window;
import io.lanewise.operators.convolution.Conv2d;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.pooling.AveragePool2d;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import io.lanewise.tflite.TfliteReader;
import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.Operator;
import io.lanewise.tflite.schema.OperatorCode;
import io.lanewise.tflite.schema.SubGraph;
import io.lanewise.tflite.schema.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file says, by the schema's accessors. That TFLite accepts it is shown where TFLite itself runs. */
class TfliteWriterTest {

    @Test
    void everyKindOfOperatorIsWritten() {
        Encoding encoding = new Encoding(SmallNetwork.float32(), new TensorTable(), new OperatorCodes());
        assertEquals(Set.of(), new OperatorEncoder(encoding).table().missing());
    }

    @Test
    void operatorsHaveTheVersionsOfTflite() {
        assertEquals(
                "{ADD=1, AVERAGE_POOL_2D=1, CONCATENATION=1, CONV_2D=1, DEPTHWISE_CONV_2D=1, FULLY_CONNECTED=6,"
                        + " LOGISTIC=1, MAX_POOL_2D=1, MEAN=1, MUL=1, PAD=1, RELU=1, RESHAPE=1, SOFTMAX=1}",
                versions(SmallNetwork.float32()));
        assertEquals(
                "{ADD=2, AVERAGE_POOL_2D=2, CONCATENATION=2, CONV_2D=3, DEPTHWISE_CONV_2D=3, DEQUANTIZE=2,"
                        + " FULLY_CONNECTED=4, LOGISTIC=2, MAX_POOL_2D=2, MEAN=2, MUL=2, PAD=2, QUANTIZE=1,"
                        + " RELU=2, RESHAPE=1,"
                        + " SOFTMAX=2}",
                versions(SmallNetwork.int8()));
    }

    @Test
    void symmetricPaddingWithStrideTwoBecomesAPadOperator() {
        SubGraph graph = read(SmallNetwork.float32()).subgraphs(0);
        Operator pad = graph.operators(1);
        Tensor padded = graph.tensors(pad.outputs(0));
        assertEquals("depthwise/pad", padded.name());
        assertArrayEquals(new int[] {1, 10, 10, 4}, dims(padded));
        assertEquals(pad.outputs(0), graph.operators(2).inputs(0));
    }

    /** TFLite's CONV_2D asks for three inputs, whatever their type; the others do not. */
    @Test
    void convolutionsWithoutABiasGetZeros() {
        for (DataType type : List.of(DataType.FLOAT32, DataType.INT8, DataType.INT16)) {
            GraphBuilder g = new GraphBuilder();
            int in = pixels(g, "in", type, 1, 4, 4, 2);
            Quantization scales = Quantization.perChannel(new float[] {0.5f, 0.25f, 2}, new int[3], 0);
            int weights = type == DataType.FLOAT32
                    ? g.floats("weights", Shape.of(3, 1, 1, 2), 1, 2, 3, 4, 5, 6)
                    : g.int8Constant("weights", Shape.of(3, 1, 1, 2), scales, new byte[] {1, 2, 3, 4, 5, 6});
            int out = activation(g, "out", type, 1, 4, 4, 3);
            g.add(new Conv2d(in, weights, -1, out, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE));
            Graph written = g.build(out);
            Graph read = TfliteReader.read("read", TfliteWriter.encode(written));
            io.lanewise.tensor.Tensor bias =
                    read.tensor(((Conv2d) read.operators().get(0)).bias());
            assertEquals("out/bias", bias.name());
            assertEquals(
                    type == DataType.FLOAT32
                            ? DataType.FLOAT32
                            : type == DataType.INT8 ? DataType.INT32 : DataType.INT64,
                    bias.type());
            assertEquals(ByteBuffer.allocate((int) bias.bytes()), bias.data());
            assertEquals(
                    type == DataType.FLOAT32
                            ? null
                            : Quantization.perChannel(new float[] {0.125f, 0.0625f, 0.5f}, new int[3], 0),
                    bias.quantization());
        }
    }

    /** The stem of PyTorch's residual networks: 3x3, stride 2, a cell of padding on every side. */
    @Test
    void aMaxPoolWithSuchPaddingIsPaddedWithTheLowestValue() {
        for (DataType type : List.of(DataType.FLOAT32, DataType.INT8, DataType.INT16)) {
            GraphBuilder g = new GraphBuilder();
            int in = pixels(g, "in", type, 1, 8, 8, 1);
            int out = activation(g, "pooled", type, 1, 4, 4, 1);
            g.add(new MaxPool2d(in, out, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), Activation.RELU));
            Graph written = g.build(out);
            SubGraph graph = read(written).subgraphs(0);
            assertEquals(2, graph.operatorsLength());
            assertArrayEquals(
                    new int[] {1, 10, 10, 1},
                    dims(graph.tensors(graph.operators(0).outputs(0))));
            assertEquals(
                    type == DataType.INT16
                            ? "{MAX_POOL_2D=3, PADV2=3}"
                            : type == DataType.INT8 ? "{MAX_POOL_2D=2, PADV2=2}" : "{MAX_POOL_2D=1, PADV2=1}",
                    versions(written));
            assertEquals(
                    written,
                    GraphEditor.of(TfliteReader.read("test", TfliteWriter.encode(written)))
                            .cleaned());
        }
    }

    /**
     * Values 1 to 36 in rows of 6 under 3x3 windows of stride 2: those over the edge have 4 or 6 cells to divide by.
     */
    @Test
    void anAveragePoolWithSuchPaddingCountsNoPadding() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 6, 6, 1);
        int out = g.activation("pooled", 1, 3, 3, 1);
        g.add(new AveragePool2d(in, out, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), Activation.NONE));
        try (Session session = io.lanewise.Model.read("read", TfliteWriter.encode(g.build(out)))
                .newSession(SessionOptions.defaults().withBackend(Backend.JAVA))) {
            float[] image = new float[36];
            for (int i = 0; i < image.length; i++) {
                image[i] = i + 1;
            }
            session.input(0).putFloats(image);
            session.run();
            assertArrayEquals(
                    new float[] {4.5f, 6, 8, 13.5f, 15, 17, 25.5f, 27, 29},
                    session.output(0).floats());
        }
    }

    @Test
    void theLowestValueElsewhereIsRefused() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 8, 8, 1);
        int out = g.activation("pooled", 1, 4, 4, 1);
        g.add(new MaxPool2d(in, out, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), Activation.NONE));
        ByteBuffer file = TfliteWriter.encode(g.build(out));
        // The padded image as a second output: what it holds shows now.
        Model model = Model.getRootAsModel(file);
        ModelT object = model.unpack();
        object.getSubgraphs()[0].setOutputs(
                new int[] {model.subgraphs(0).operators(0).outputs(0), out});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, object));
        ModelException refused = assertThrows(
                ModelException.class,
                () -> TfliteReader.read("read", builder.dataBuffer().slice()));
        assertTrue(
                refused.getMessage()
                        .contains("operator 0 PADV2: padding with the lowest value is only supported in front"),
                refused.getMessage());
    }

    @Test
    void constantsAreAligned() {
        ByteBuffer file = TfliteWriter.encode(SmallNetwork.int8());
        Model model = Model.getRootAsModel(file.duplicate());
        assertEquals(0, model.buffers(0).dataLength());
        int constants = 0;
        for (int i = 1; i < model.buffersLength(); i++) {
            int start = model.buffers(i).dataAsByteBuffer().position();
            assertEquals(0, start % 16, "buffer " + i + " starts at " + start);
            constants++;
        }
        assertEquals(7 + 4, constants, "7 of the operators; axes, shape and the paddings of two pads");
    }

    /** The file as the runtime reads it; its parameter tensors and the PAD that the format asked for put aside. */
    @Test
    void whatIsReadBackIsWhatWasWritten() {
        for (Graph written : List.of(SmallNetwork.float32(), SmallNetwork.int8())) {
            Graph padded = ExplicitPadding.insert(written);
            Graph read = GraphEditor.of(TfliteReader.read(written.name(), TfliteWriter.encode(written)))
                    .cleaned();
            assertEquals(padded.operators().size(), written.operators().size() + 1);
            assertEquals(padded, read);
        }
    }

    @Test
    void equalGraphsGiveEqualBytes() {
        assertEquals(TfliteWriter.encode(SmallNetwork.int8()), TfliteWriter.encode(SmallNetwork.int8()));
    }

    @Test
    void theFileAppearsWholeAndAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.tflite");
        Files.writeString(file, "old");
        TfliteWriter.write(SmallNetwork.float32(), file);
        assertEquals(TfliteWriter.encode(SmallNetwork.float32()), ByteBuffer.wrap(Files.readAllBytes(file)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    /** A writer looks only at what it says; whether the model runs shows when the file is loaded again. */
    @Test
    void whatCannotRunIsNotWritten(@TempDir Path folder) throws IOException {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int out = g.activation("out", 3);
        Graph graph = g.add(new Reshape(in, out)).build(out);
        Path file = folder.resolve("model.tflite");
        assertTrue(assertThrows(ModelException.class, () -> TfliteWriter.write(graph, file))
                .getMessage()
                .startsWith("test: operator 0 RESHAPE \"out\""));
        assertTrue(Files.notExists(file));
    }

    private static int pixels(GraphBuilder g, String name, DataType type, int... dims) {
        return switch (type) {
            case INT8 -> g.int8Input(name, Quantization.perTensor(0.25f, 3), dims);
            case INT16 -> g.input(name, type, Quantization.perTensor(0.25f, 0), dims);
            default -> g.input(name, dims);
        };
    }

    private static int activation(GraphBuilder g, String name, DataType type, int... dims) {
        return switch (type) {
            case INT8 -> g.int8(name, Quantization.perTensor(0.25f, 3), dims);
            case INT16 -> g.activation(name, type, Quantization.perTensor(0.25f, 0), dims);
            default -> g.activation(name, dims);
        };
    }

    private static Model read(Graph graph) {
        ByteBuffer file = TfliteWriter.encode(graph);
        assertTrue(Model.ModelBufferHasIdentifier(file));
        return Model.getRootAsModel(file);
    }

    private static String versions(Graph graph) {
        Model model = read(graph);
        TreeMap<String, Integer> versions = new TreeMap<>();
        for (int i = 0; i < model.operatorCodesLength(); i++) {
            OperatorCode code = model.operatorCodes(i);
            assertEquals(code.builtinCode(), code.deprecatedBuiltinCode());
            versions.put(BuiltinOperator.name(code.builtinCode()), code.version());
        }
        return versions.toString();
    }

    private static int[] dims(Tensor tensor) {
        int[] dims = new int[tensor.shapeLength()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = tensor.shape(i);
        }
        return dims;
    }
}
