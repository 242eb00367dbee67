// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.lanewise.graph.Graph;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.GraphBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of the file; what it computes is tested against ONNX Runtime, in the conformance module. */
class OnnxWriterTest {

    @Test
    void everyKindOfOperatorIsWritten() {
        NodeEncoder encoder = new NodeEncoder(new Nodes(SmallNetwork.float32(), 13, null, null, null));
        assertEquals(Set.of(), encoder.table().missing());
    }

    @Test
    void weightsAreTheGraphsIntegersInOihw() {
        Graph graph = SmallNetwork.int8();
        TensorProto conv = initializer(file(graph), "conv/weights");
        assertEquals(TensorProto.DataType.INT8_VALUE, conv.getDataType());
        assertEquals(List.of(4L, 3L, 3L, 3L), conv.getDimsList());
        ByteBuffer ohwi = tensor(graph, "conv/weights").data();
        ByteBuffer oihw = conv.getRawData().asReadOnlyByteBuffer();
        for (int o = 0; o < 4; o++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 3; x++) {
                    for (int i = 0; i < 3; i++) {
                        assertEquals(ohwi.get(((o * 3 + y) * 3 + x) * 3 + i), oihw.get(((o * 3 + i) * 3 + y) * 3 + x));
                    }
                }
            }
        }
        assertEquals(
                List.of(8L, 1L, 3L, 3L),
                initializer(file(graph), "depthwise/weights").getDimsList());
    }

    @Test
    void scalesAndZeroPointsAreTheGraphs() {
        GraphProto file = file(SmallNetwork.int8());
        ByteBuffer scales = initializer(file, "conv/weights/scale")
                .getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < 4; c++) {
            assertEquals(0.02f * (c + 1), scales.getFloat(Float.BYTES * c));
        }
        assertEquals(3, initializer(file, "quantized/zero_point").getRawData().byteAt(0));
        NodeProto weights = file.getNodeList().stream()
                .filter(n -> n.getInput(0).equals("conv/weights"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, weights.getAttribute(0).getI());
        assertEquals("axis", weights.getAttribute(0).getName());
        assertEquals(
                TensorProto.DataType.INT32_VALUE, initializer(file, "conv/bias").getDataType());
    }

    /** A fused RELU on an output of zero point -128 is what quantizing does; of zero point 3 it is not. */
    @Test
    void fusedClampsAreLeftToSaturationWhereItDoesTheSame() {
        for (int zeroPoint : new int[] {-128, 3}) {
            GraphBuilder g = new GraphBuilder();
            int input = g.int8Input("input", Quantization.perTensor(0.5f, 3), 4);
            int sum = g.int8("sum", Quantization.perTensor(0.5f, zeroPoint), 4);
            g.add(new Add(input, input, sum, Activation.RELU));
            List<String> types = file(g.build(sum)).getNodeList().stream()
                    .map(NodeProto::getOpType)
                    .toList();
            assertEquals(zeroPoint != -128, types.contains("Relu"), types.toString());
        }
    }

    @Test
    void imagesAreNchwUnlessSaidOtherwise() {
        Graph graph = SmallNetwork.float32();
        assertEquals(List.of(1L, 3L, 8L, 8L), dims(file(graph).getInput(0)));
        GraphProto nhwc = OnnxWriter.encode(graph, InterfaceLayout.NHWC).getGraph();
        assertEquals(List.of(1L, 8L, 8L, 3L), dims(nhwc.getInput(0)));
        assertEquals("Transpose", nhwc.getNode(0).getOpType());
        assertEquals("image", nhwc.getInput(0).getName());
        assertEquals("probabilities", nhwc.getOutput(0).getName());
    }

    @Test
    void theFileHoldsTheMessageAndNothingElseIsLeft(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(SmallNetwork.int8(), file);
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        assertEquals(OnnxWriter.encode(SmallNetwork.int8(), InterfaceLayout.NCHW), model);
        assertEquals(13, model.getOpsetImport(0).getVersion());
        assertEquals(7, model.getIrVersion());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void namesAreDifferent() {
        GraphProto file = file(SmallNetwork.int8());
        List<String> names = Stream.concat(
                        file.getNodeList().stream().map(n -> n.getOutput(0)),
                        file.getInitializerList().stream().map(TensorProto::getName))
                .toList();
        assertEquals(names.stream().distinct().count(), names.size());
        assertFalse(names.contains(""));
    }

    private static GraphProto file(Graph graph) {
        return OnnxWriter.encode(graph, InterfaceLayout.NCHW).getGraph();
    }

    private static TensorProto initializer(GraphProto file, String name) {
        return file.getInitializerList().stream()
                .filter(t -> t.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Tensor tensor(Graph graph, String name) {
        return graph.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> dims(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream()
                .map(Dimension::getDimValue)
                .toList();
    }
}
