// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights that are only stored as integers, in ONNX files: ONNX Runtime computes what we do, and so do we of the file.
 */
@OnOracle
class OnnxStoredWeightsTest {
    private static final int RECORDS = 10;

    private static Graph stored(String words) {
        return Quantizer.of(QuantizedModels.glyphs())
                .backend(Backend.JAVA)
                .scheme(Scheme.INT8.with(words.split(",")))
                .quantize()
                .graph();
    }

    private static byte[] record(Graph graph, int seed) {
        int elements = graph.tensor(graph.inputs().get(0)).shape().elements();
        ByteBuffer record = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        new Random(seed).doubles(elements).forEach(value -> record.putFloat((float) value));
        return record.array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight-only",
                "weight-only,per-tensor",
                "weight-only,int4-weights",
                "weight-only,int4-weights,block-16",
                "weight-only,int4-weights,block-32",
                "weight-only,block-64"
            })
    void onnxRuntimeAgrees(String words) {
        Graph graph = stored(words);
        for (InterfaceLayout layout : InterfaceLayout.values()) {
            for (int seed = 0; seed < RECORDS; seed++) {
                for (OnnxComparison output : OnnxComparison.run(graph, layout, OptLevel.ALL_OPT, record(graph, seed))) {
                    assertTrue(output.largestDifference() <= 1e-5f * output.magnitude(), words + ", " + layout);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight-only",
                "weight-only,int4-weights",
                "weight-only,int4-weights,block-16",
                "weight-only,block-64"
            })
    void ourReadingIsTheSame(String words) {
        Graph graph = stored(words);
        byte[] bytes = OnnxWriter.encode(graph, InterfaceLayout.NCHW).toByteArray();
        Model again = Model.of(OnnxReader.read("again", ByteBuffer.wrap(bytes), OnnxOptions.defaults()));
        byte[] record = record(graph, 1);
        assertArrayEquals(
                ModelRun.run(Model.of(graph), Backend.JAVA, record, 1), ModelRun.run(again, Backend.JAVA, record, 1));
    }

    /** Half a byte for each weight, and a scale for each block, in the initializers of the file. */
    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void blocksAreInTheFile(int size) {
        ModelProto file = OnnxWriter.encode(stored("weight-only,int4-weights,block-" + size), InterfaceLayout.NCHW);
        assertEquals(21, file.getOpsetImport(0).getVersion());
        long blocked = file.getGraph().getNodeList().stream()
                .filter(node -> node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("block_size") && attribute.getI() == size))
                .count();
        assertTrue(blocked > 1, blocked + " nodes with blocks of " + size);
        for (TensorProto initializer : file.getGraph().getInitializerList()) {
            if (initializer.getDataType() == TensorProto.DataType.INT4_VALUE) {
                long elements = initializer.getDimsList().stream()
                        .mapToLong(Long::longValue)
                        .reduce(1, (a, b) -> a * b);
                assertEquals((elements + 1) / 2, initializer.getRawData().size());
            }
        }
    }
}
