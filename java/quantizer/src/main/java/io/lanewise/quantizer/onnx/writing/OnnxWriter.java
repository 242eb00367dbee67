// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.lookup.ScatterNd;
import io.lanewise.passes.ConstantUnpacking;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.LayoutMark;
import io.lanewise.quantizer.onnx.RoundingMark;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.output.OutputFile;
import io.lanewise.quantizer.output.Verification;
import io.lanewise.tensor.DataType;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a graph as an ONNX model of opset 13, or 21 where it has int16, int4, scales of blocks or sums of scattered
 * rows, which opsets before do not know. Every int8 operator becomes DequantizeLinear, the float operator,
 * QuantizeLinear with the graph's scales and zero points; weights are int8 or int4 and biases int32 initializers with a
 * DequantizeLinear. A runtime may compute that in floats, or in integers with ONNX's rounding; single values can differ
 * from TFLite's by one step. Equal graphs give equal bytes.
 *
 * <p>Images are NCHW inside the file, inputs and outputs of rank 4 as {@link InterfaceLayout} says. A fused activation
 * is left out where the QuantizeLinear after it saturates to the same (a ReLU whose output has zero point -128).
 */
public final class OnnxWriter {
    private static final Version OLDEST = new Version(13, 7);
    private static final Version NEWER = new Version(21, 10);

    /** ONNX 1.8, of 2020, has opset 13 and version 7 of the file; 1.16, of 2024, has 21 and 10. */
    private record Version(int opset, int file) {}

    /** A protobuf message ends at 2 GiB; the rest of the file needs some room too. */
    private static final long MOST_CONSTANT_BYTES = Integer.MAX_VALUE - (64L << 20);

    private OnnxWriter() {}

    /**
     * Writes the file beside its place, loads and runs it ({@link Verification}), and moves it there; inputs and
     * outputs of rank 4 are NCHW.
     *
     * @param graph NHWC, float or quantized
     * @param file the target
     * @throws IOException if the folder cannot be written; a file that was there is then untouched
     * @throws ModelException if the graph cannot be said in ONNX: see {@link #encode}; or what was written does not
     *         compute what the graph does
     */
    public static void write(Graph graph, Path file) throws IOException {
        write(graph, file, InterfaceLayout.NCHW);
    }

    /**
     * As {@link #write(Graph, Path)}, with inputs and outputs of rank 4 in a layout of choice.
     *
     * @param graph NHWC, float or quantized
     * @param file the target
     * @param layout of inputs and outputs of rank 4
     * @throws IOException as {@link #write(Graph, Path)}
     */
    public static void write(Graph graph, Path file, InterfaceLayout layout) throws IOException {
        Verification verification =
                Verification.of(graph, file, (name, bytes) -> OnnxReader.read(name, bytes, OnnxOptions.defaults()));
        ModelProto model = encode(graph, layout);
        OutputFile.write(file, model::writeTo, verification);
    }

    /**
     * {@return the model as a message}
     *
     * @param graph NHWC, float or quantized
     * @param layout of inputs and outputs of rank 4
     * @throws ModelException if the graph could not run, its constants have more than 2 GiB together, or it holds
     *         integer weights under float operators, which these opsets cannot say
     */
    @SuppressWarnings("exports") // who asks for the message has its classes
    public static ModelProto encode(Graph graph, InterfaceLayout layout) {
        Model.of(graph);
        WritableSchemes.require(ConstantUnpacking.apply(graph));
        Graph written = GraphEditor.of(graph).cleaned();
        Version version = needsNewer(written) ? NEWER : OLDEST;
        Names names = new Names();
        FileGraph file = new FileGraph(written.name(), names);
        Values values = new Values(written, file, names, layout);
        QuantizationNodes quantization = new QuantizationNodes(written, file, names, values);
        NodeEncoder encoder = new NodeEncoder(new Nodes(written, version.opset(), file, values, quantization));
        for (Operator operator : written.operators()) {
            Nodes.Result result = encoder.write(operator);
            values.computed(operator.outputs().get(0), result.value(), result.order());
        }
        written.inputs().forEach(input -> quantization.annotate(values.name(input), input));
        values.declareOutputs().forEach(quantization::annotate);
        if (file.constantBytes() > MOST_CONSTANT_BYTES) {
            throw new ModelException(
                    graph.name(),
                    "has " + file.constantBytes() + " bytes of constants; an .onnx file holds" + " at most "
                            + MOST_CONSTANT_BYTES);
        }
        return ModelProto.newBuilder()
                .setIrVersion(version.file())
                .setProducerName("Lanewise")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version.opset()))
                .setGraph(file.build())
                .addMetadataProps(RoundingMark.of(graph.rounding()))
                .addMetadataProps(LayoutMark.of(layout))
                .build();
    }

    private static boolean needsNewer(Graph graph) {
        return graph.operators().stream().anyMatch(ScatterNd.class::isInstance)
                || graph.tensors().stream()
                        .anyMatch(tensor -> tensor.type() == DataType.INT16
                                || tensor.type() == DataType.INT4
                                || tensor.quantization() != null
                                        && tensor.quantization().isPerBlock());
    }
}
