// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.operators.Lowering;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.quantizer.conversion.Pipeline;
import io.lanewise.quantizer.output.OutputFile;
import io.lanewise.quantizer.output.Verification;
import io.lanewise.tensor.Rounding;
import io.lanewise.tflite.FileTables;
import io.lanewise.tflite.TfliteReader;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.SubGraphT;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a graph in TFLite's file format (schema version 3). Equal graphs give equal bytes. Tensors keep their order;
 * those that nothing reads or writes are left out, and parameters that TFLite wants as tensors (a reshape's shape, a
 * pad's paddings, a mean's axes) come last. Whatever the graph's rounding, in the file it is TFLite's. What TFLite
 * cannot say in one operator becomes several: padding that is neither SAME nor VALID, codebooks; a CONV_2D without a
 * bias gets zeros.
 */
public final class TfliteWriter {
    /** What says all that TFLite cannot say otherwise. */
    private static final Pipeline PASSES = new Pipeline(List.of(ZeroBias::insert, ExplicitPadding::insert));

    private static final int SCHEMA_VERSION = 3;
    /** FlatBuffers end at 2 GiB; the rest of the file needs some room too. */
    private static final long MOST_CONSTANT_BYTES = Integer.MAX_VALUE - (64L << 20);

    private TfliteWriter() {}

    /**
     * Writes the file beside its place, loads and runs it ({@link Verification}), and moves it there.
     *
     * @param graph NHWC, float or quantized
     * @param file the target
     * @throws IOException if the folder cannot be written; a file that was there is then untouched
     * @throws ModelException if the graph cannot be said in TFLite's format: see {@link #encode}; or what was written
     *         does not compute what the graph does
     */
    public static void write(Graph graph, Path file) throws IOException {
        Verification verification = Verification.of(graph.withRounding(Rounding.TFLITE), file, TfliteReader::read);
        ByteBuffer content = encode(graph);
        OutputFile.write(file, out -> Channels.newChannel(out).write(content.duplicate()), verification);
    }

    /**
     * {@return the bytes of the file, from position 0}
     *
     * @param graph NHWC, float or quantized
     * @throws ModelException if a graph of another rounding has what TFLite does not know, weights have scales of
     *         blocks, or the constants have more than 2 GiB together
     */
    public static ByteBuffer encode(Graph graph) {
        if (graph.rounding() != Rounding.TFLITE) {
            // ONNX lets operators change scales where TFLite does not, and weights have zero points.
            Lowering.of(graph.withRounding(Rounding.TFLITE));
        }
        Graph written = PASSES.cleaned(graph);
        written.tensors().stream()
                .filter(tensor ->
                        tensor.quantization() != null && tensor.quantization().isPerBlock())
                .findFirst()
                .ifPresent(tensor -> {
                    throw new ModelException(
                            graph.name(),
                            tensor + " has " + tensor.quantization() + ", which are not written as"
                                    + " .tflite; write an .onnx file");
                });
        TensorTable tensors = new TensorTable();
        written.tensors().forEach(tensors::add);
        OperatorCodes codes = new OperatorCodes();
        Encoding encoding = new Encoding(written, tensors, codes);
        OperatorEncoder encoder = new OperatorEncoder(encoding);

        SubGraphT subgraph = new SubGraphT();
        subgraph.setName("main");
        subgraph.setInputs(written.inputs().stream().mapToInt(i -> i).toArray());
        subgraph.setOutputs(written.outputs().stream().mapToInt(i -> i).toArray());
        CodebookEncoder codebooks = new CodebookEncoder(written, tensors, codes);
        PaddedMaxPool pools = new PaddedMaxPool(encoding, encoder);
        subgraph.setOperators(written.operators().stream()
                .flatMap(o -> codebooks.isLookup(o)
                        ? codebooks.encode((Dequantize) o)
                        : pools.isNeeded(o) ? pools.encode((MaxPool2d) o) : Stream.of(encoder.encode(o)))
                .toArray(OperatorT[]::new));
        subgraph.setTensors(tensors.tensors());
        return model(written, subgraph, codes, tensors.buffers());
    }

    private static ByteBuffer model(Graph graph, SubGraphT subgraph, OperatorCodes codes, List<ByteBuffer> constants) {
        long bytes = constants.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes > MOST_CONSTANT_BYTES) {
            throw new ModelException(
                    graph.name(),
                    "has " + bytes + " bytes of constants; a .tflite file holds at most " + MOST_CONSTANT_BYTES);
        }
        ModelT tables = new ModelT();
        tables.setVersion(SCHEMA_VERSION);
        tables.setOperatorCodes(codes.tables());
        tables.setSubgraphs(new SubGraphT[] {subgraph});
        tables.setSignatureDefs(graph.signature() == null ? null : SignatureTable.of(graph));
        tables.setDescription("Lanewise");
        return new FileTables(tables, constants).encode();
    }
}
