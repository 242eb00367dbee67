// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import io.lanewise.tflite.TfliteReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written wrong is not put into place, and the error says so. */
class VerificationTest {
    @TempDir
    private Path folder;

    /** Writes one graph where another was meant. */
    private void write(Graph meant, Graph written) throws IOException {
        ByteBuffer content = TfliteWriter.encode(written);
        Path file = folder.resolve("model.tflite");
        OutputFile.write(
                file,
                out -> Channels.newChannel(out).write(content.duplicate()),
                Verification.of(meant, file, TfliteReader::read));
    }

    private String failure(Graph meant, Graph written) {
        return assertThrows(ModelException.class, () -> write(meant, written)).getMessage();
    }

    /** The graph with the constant of a name changed in its first byte. */
    private static Graph changed(Graph graph, String constant, int by) {
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : graph.tensors()) {
            byte[] data = tensor.isConstant() ? new byte[(int) tensor.bytes()] : null;
            if (data != null) {
                tensor.data().get(data);
                data[0] += tensor.name().equals(constant) ? (byte) by : 0;
            }
            tensors.add(new Tensor(
                    tensor.name(),
                    tensor.type(),
                    tensor.shape(),
                    tensor.quantization(),
                    data == null ? null : ByteBuffer.wrap(data)));
        }
        return graph.with(tensors, graph.operators(), graph.inputs(), graph.outputs());
    }

    @Test
    void whatIsRightIsPutIntoPlace() throws IOException {
        for (Graph graph : List.of(SmallNetwork.float32(), SmallNetwork.int8())) {
            TfliteWriter.write(graph, folder.resolve("right.tflite"));
            assertTrue(Files.exists(folder.resolve("right.tflite")));
        }
        OnnxWriter.write(SmallNetwork.float32(), folder.resolve("right.onnx"));
        assertTrue(Files.exists(folder.resolve("right.onnx")));
    }

    /** A dense layer between two of other kinds. */
    private static Graph layers() {
        GraphBuilder g = new GraphBuilder();
        Quantization half = Quantization.perTensor(0.5f, 0);
        int in = g.int8Input("in", half, 2, 1);
        int flat = g.int8("flat", half, 1, 2);
        int dense = g.int8("dense", Quantization.perTensor(64, 0), 1, 2);
        int out = g.int8("out", Quantization.perTensor(64, 0), 2);
        int weights =
                g.int8Constant("weights", Shape.of(2, 2), Quantization.perTensor(1, 0), new byte[] {20, 2, -30, -4});
        return g.add(new Reshape(in, flat))
                .add(new FullyConnected(flat, weights, -1, dense, Activation.NONE, false))
                .add(new Reshape(dense, out))
                .build(out);
    }

    @Test
    void otherIntegersAreAnErrorThatNamesTheFirstOperator() throws IOException {
        Graph graph = layers();
        Files.writeString(folder.resolve("model.tflite"), "old");
        String message = failure(graph, changed(graph, "weights", 30));
        assertTrue(
                message.startsWith(
                        folder.resolve("model.tflite") + ": was not written, because it would be wrong: read again,"
                                + " it gives output 0 \"out\" int8[2] other than the model in memory in 1 of"
                                + " 2 elements"),
                message);
        assertTrue(
                message.contains(", first at operator 1 FULLY_CONNECTED \"dense\". This is an error of Lanewise"),
                message);
        assertEquals("old", Files.readString(folder.resolve("model.tflite")));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    /** One in the last place of a weight is nothing, one in its exponent is something. */
    @Test
    void realsMayBeClose() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int out = g.activation("out", 1, 2);
        g.add(new FullyConnected(
                in, g.floats("weights", Shape.of(2, 2), 0.7f, -1, -0.7f, 1), -1, out, Activation.NONE, false));
        Graph graph = g.build(out);
        assertDoesNotThrow(() -> write(graph, changed(graph, "weights", 1)));
        Graph wrong = graph.with(
                graph.tensors(),
                List.<Operator>of(((FullyConnected) graph.operators().get(0)).with(in, 2, -1, out, Activation.RELU)),
                graph.inputs(),
                graph.outputs());
        assertTrue(
                failure(graph, wrong).contains(", first at operator 0 FULLY_CONNECTED \"out\""),
                () -> failure(graph, wrong));
    }

    @Test
    void anotherInterfaceIsAnError() {
        GraphBuilder g = new GraphBuilder();
        int in = g.input("in", 1, 2);
        int out = g.activation("out", 2);
        Graph meant = g.add(new Reshape(in, out)).build(out);
        GraphBuilder other = new GraphBuilder();
        int wide = other.input("in", 1, 3);
        int wider = other.activation("out", 3);
        Graph written = other.add(new Reshape(wide, wider)).build(wider);
        assertTrue(
                failure(meant, written)
                        .contains("inputs [\"in\" float32[1,2]] and outputs [\"out\" float32[2]] have become"
                                + " [\"in\" float32[1,3]] and [\"out\" float32[3]]"),
                () -> failure(meant, written));
    }

    @Test
    void whatCannotBeReadIsAnError() {
        Path file = folder.resolve("model.tflite");
        String message = assertThrows(
                        ModelException.class,
                        () -> OutputFile.write(
                                file,
                                out -> out.write(new byte[100]),
                                Verification.of(SmallNetwork.float32(), file, TfliteReader::read)))
                .getMessage();
        assertEquals(
                file + ": was not written, because it would be wrong: it cannot be read again: " + file
                        + ": is not a .tflite model: \"TFL3\" is missing at byte 4. This is an error of"
                        + " Lanewise, not of the model; please"
                        + " report it",
                message);
        assertFalse(Files.exists(file));
    }

    /** Images of two channels, two rows and two columns: what is first and what last, shapes do not tell. */
    @Test
    void cubesMayLieInAnyOrder() {
        for (boolean image : new boolean[] {false, true}) {
            GraphBuilder g = new GraphBuilder();
            int in = g.input("in", 1, 2, 2, 2);
            int pooled = g.activation("pooled", 1, 2, 2, 2);
            int out = g.activation("out", 1, 2, 2, 2);
            g.add(
                    image
                            ? new MaxPool2d(in, pooled, Window.same(2, 2, 1, 1, 1, 1, 2, 2), Activation.NONE)
                            : new Relu(in, pooled, Activation.RELU));
            Graph graph = g.add(new Transpose(pooled, out, List.of(0, 2, 3, 1))).build(out);
            assertDoesNotThrow(() -> OnnxWriter.write(graph, folder.resolve("cube.onnx")));
        }
    }

    /** Two models above 200 MB beside each other may be more than memory holds. */
    @Test
    void largeFilesAreLoadedOnly() throws IOException {
        Graph graph = layers();
        Path file = folder.resolve("large.tflite");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(Verification.MOST_RUN_BYTES + 1);
        }
        Graph wrong = changed(graph, "weights", 30);
        assertDoesNotThrow(
                () -> Verification.of(graph, file, (name, bytes) -> wrong).check(file));
        try (RandomAccessFile small = new RandomAccessFile(file.toFile(), "rw")) {
            small.setLength(Verification.MOST_RUN_BYTES);
        }
        assertThrows(
                ModelException.class,
                () -> Verification.of(graph, file, (name, bytes) -> wrong).check(file));
    }
}
