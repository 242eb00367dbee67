// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Activation;
import io.lanewise.graph.Graph;
import io.lanewise.graph.MaxPool2d;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Window;
import io.lanewise.quantizer.EveryOperator;
import io.lanewise.quantizer.GraphBuilder;
import io.lanewise.quantizer.conversion.RemoveUnusedTensors;
import io.lanewise.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** What the file says, by the schema's accessors. That TFLite accepts it is shown where TFLite itself runs. */
class TfliteWriterTest {

    @Test
    void operatorsHaveTheVersionsOfTflite() {
        assertEquals("{ADD=1, AVERAGE_POOL_2D=1, CONCATENATION=1, CONV_2D=1, DEPTHWISE_CONV_2D=1, FULLY_CONNECTED=6,"
                + " LOGISTIC=1, MAX_POOL_2D=1, MEAN=1, MUL=1, PAD=1, RELU=1, RESHAPE=1, SOFTMAX=1}",
                versions(EveryOperator.float32()));
        assertEquals("{ADD=2, AVERAGE_POOL_2D=2, CONCATENATION=2, CONV_2D=3, DEPTHWISE_CONV_2D=3, DEQUANTIZE=2,"
                + " FULLY_CONNECTED=4, LOGISTIC=2, MAX_POOL_2D=2, MEAN=2, MUL=2, PAD=2, QUANTIZE=1, RELU=2, RESHAPE=1,"
                + " SOFTMAX=2}", versions(EveryOperator.int8()));
    }

    @Test
    void symmetricPaddingWithStrideTwoBecomesAPadOperator() {
        SubGraph graph = read(EveryOperator.float32()).subgraphs(0);
        Operator pad = graph.operators(1);
        Tensor padded = graph.tensors(pad.outputs(0));
        assertEquals("depthwise/pad", padded.name());
        assertArrayEquals(new int[] {1, 10, 10, 4}, dims(padded));
        assertEquals(pad.outputs(0), graph.operators(2).inputs(0));
    }

    @Test
    void aPoolWithSuchPaddingIsRefused() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 8, 8, 1);
        int out = g.activation("pooled", 1, 4, 4, 1);
        g.add(new MaxPool2d(in, out, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), Activation.NONE));
        ModelException refused = assertThrows(ModelException.class, () -> TfliteWriter.encode(g.build(out)));
        assertTrue(refused.getMessage().contains("operator 0 MAX_POOL_2D \"pooled\" is padded by 1 above"),
                refused.getMessage());
    }

    @Test
    void constantsAreAligned() {
        ByteBuffer file = TfliteWriter.encode(EveryOperator.int8());
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
        for (Graph written : List.of(EveryOperator.float32(), EveryOperator.int8())) {
            Graph padded = ExplicitPadding.insert(written);
            Graph read = RemoveUnusedTensors.apply(TfliteReader.read(written.name(), TfliteWriter.encode(written)));
            assertEquals(padded.operators().size(), written.operators().size() + 1);
            assertEquals(padded, read);
        }
    }

    @Test
    void equalGraphsGiveEqualBytes() {
        assertEquals(TfliteWriter.encode(EveryOperator.int8()), TfliteWriter.encode(EveryOperator.int8()));
    }

    @Test
    void theFileAppearsWholeAndAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.tflite");
        Files.writeString(file, "old");
        TfliteWriter.write(EveryOperator.float32(), file);
        assertEquals(TfliteWriter.encode(EveryOperator.float32()), ByteBuffer.wrap(Files.readAllBytes(file)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
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
