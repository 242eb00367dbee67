// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.passes.QdqExpansion;
import io.lanewise.quantizer.conversion.FoldBatchNormalization;
import io.lanewise.quantizer.conversion.Pipeline;
import io.lanewise.quantizer.onnx.LayoutMark;
import io.lanewise.quantizer.onnx.RoundingMark;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code .onnx} models: float ones, and quantized ones, whose scales, zero points and rounding they keep
 * ({@link io.lanewise.tensor.Rounding#ONNX}, unless the file notes another: {@link RoundingMark}). uint8 of a file is
 * int8, 128 lower, in the graph. Images that go in or come out are NHWC, whatever the file says; other tensors keep
 * their order. Convolutions' weights, sizes and axes must be constants, after arithmetic on shapes is worked out.
 */
public final class OnnxReader {
    private static final int OLDEST_OPSET = 7;
    /**
     * Newer opsets than 21 widen the types of old operators and add a few; those that are added and not known are
     * named.
     */
    private static final int NEWEST_OPSET = 28;

    private static final int MAX_PROBLEMS = 20;
    /**
     * What a model may come to while it is read: so much whatever its size, for files that give their weights as a
     * ConstantOfShape, as tests of ONNX do, and so many file sizes. int4 weights take up to a hundred, since folding
     * holds integers as int64 and remembers each one's scale and zero point.
     */
    private static final long LEAST_BYTES = 256L << 20;

    private static final int FILE_SIZES = 128;

    private OnnxReader() {}

    /**
     * {@return the kinds of nodes that can be read: those of an inference, and those that are only worked out on
     * constants}
     */
    public static Set<String> operators() {
        return NodeKinds.names();
    }

    /**
     * Reads a file.
     *
     * @param file an {@code .onnx} file; weights beside it are read too
     * @param options open sizes
     * @return its graph, NHWC
     * @throws IOException if the file cannot be read
     * @throws ModelException if it is not an ONNX model, or holds what is not supported; the message names every such
     *         node
     */
    public static Graph read(Path file, OnnxOptions options) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new ModelException(
                        file.toString(), "has " + channel.size() + " bytes; models below 2 GiB are supported");
            }
            return read(file.toString(), channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), options);
        }
    }

    /**
     * Reads a model from memory.
     *
     * @param name what messages call it
     * @param bytes a {@code ModelProto}, from position to limit
     * @param options open sizes
     * @return its graph, NHWC
     * @throws ModelException as for a file
     */
    public static Graph read(String name, ByteBuffer bytes, OnnxOptions options) {
        try {
            return graph(name, bytes, options);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw ModelFailure.of(name, "", e);
        }
    }

    private static Graph graph(String name, ByteBuffer bytes, OnnxOptions options) {
        ReadingBudget budget = new ReadingBudget(
                "the constants and operators that the model is worked out to",
                LEAST_BYTES + FILE_SIZES * (long) bytes.remaining());
        Read read = read(name, bytes, options, budget);
        return new Pipeline(List.of(
                        SquaredDifferences::apply,
                        graph -> IntegerOperators.apply(graph, read.rounding, read.origins, budget),
                        graph -> DenseOrder.apply(graph, budget),
                        OnnxReader::checked,
                        graph -> isFloat(graph) ? FoldBatchNormalization.apply(graph) : graph))
                .cleaned(read.graph);
    }

    private static Graph checked(Graph graph) {
        if (graph.outputs().isEmpty()) {
            throw new ModelException(graph.name(), "has no outputs; is it an ONNX model?");
        }
        // As it will run: what is checked of integers depends on the rounding.
        Lowering.of(QdqExpansion.apply(graph));
        return graph;
    }

    /** What is left of the file's nodes, which are garbage once they are read. */
    private record Read(Graph graph, Rounding rounding, Origins origins) {}

    private static Read read(String name, ByteBuffer bytes, OnnxOptions options, ReadingBudget budget) {
        ModelProto model = parse(name, bytes);
        if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
            throw new ModelException(name, "is not an ONNX model: it names no operator set and no graph");
        }
        Rounding rounding = RoundingMark.in(model);
        GraphReader reader = new GraphReader(
                name,
                Idioms.apply(model.getGraph()),
                opset(name, model),
                options,
                budget,
                LayoutMark.in(model),
                rounding);
        reader.read();
        if (!reader.problems().isEmpty()) {
            throw new ModelException(name, message(reader));
        }
        return new Read(reader.graph(), rounding, reader.origins());
    }

    private static boolean isFloat(Graph graph) {
        return graph.operators().stream().noneMatch(o -> o instanceof Quantize || o instanceof Dequantize)
                && graph.operators().stream()
                        .flatMap(o -> o.outputs().stream())
                        .map(output -> graph.tensor(output).type())
                        .allMatch(type -> type == DataType.FLOAT32 || WholeNumbers.are(type));
    }

    private static ModelProto parse(String name, ByteBuffer bytes) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(bytes.duplicate());
            return ModelProto.parseFrom(input);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(name, "is not an ONNX model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException(name, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static int opset(String name, ModelProto model) {
        long opset = 0;
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                opset = set.getVersion();
            }
        }
        if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
            throw new ModelException(
                    name,
                    "is of opset " + opset + "; " + OLDEST_OPSET + " to " + NEWEST_OPSET
                            + " are supported: convert it with onnx.version_converter, or export it for another opset");
        }
        return (int) opset;
    }

    private static List<String> message(GraphReader reader) {
        List<String> problems = reader.problems();
        List<String> lines = new ArrayList<>();
        if (problems.size() > 1) {
            lines.add(problems.size() + " problems:");
        }
        for (String problem : problems.subList(0, Math.min(MAX_PROBLEMS, problems.size()))) {
            lines.add(lines.isEmpty() ? problem : "  " + problem);
        }
        if (problems.size() > MAX_PROBLEMS) {
            lines.add("  and " + (problems.size() - MAX_PROBLEMS) + " more");
        }
        if (reader.hasUnsupported()) {
            lines.add("supported are " + String.join(", ", NodeKinds.names()));
        }
        return lines;
    }
}
