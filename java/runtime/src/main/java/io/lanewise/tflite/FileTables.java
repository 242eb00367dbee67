// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.ModelException;
import io.lanewise.tflite.flatbuffers.FlatBufferBuilder;
import io.lanewise.tflite.schema.Buffer;
import io.lanewise.tflite.schema.Metadata;
import io.lanewise.tflite.schema.MetadataT;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.ModelT;
import io.lanewise.tflite.schema.OperatorCode;
import io.lanewise.tflite.schema.OperatorCodeT;
import io.lanewise.tflite.schema.SignatureDef;
import io.lanewise.tflite.schema.SignatureDefT;
import io.lanewise.tflite.schema.SubGraph;
import io.lanewise.tflite.schema.SubGraphT;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that a {@code .tflite} file says, to be changed and written: the schema's objects, but for the buffers, whose
 * bytes they would widen to ints and not align.
 *
 * @param model the file's tables; its buffers are null
 * @param constants the contents of the buffers, in the file's order; empty for activations
 */
public record FileTables(ModelT model, List<ByteBuffer> constants) {
    /** TFLite's kernels read constants in place, with vector loads. */
    private static final int CONSTANT_ALIGNMENT = 16;
    /** A file with room for what tables take beside the constants; the builder grows where it does not do. */
    private static final int TABLE_BYTES = 1 << 16;

    /**
     * Reads a file. The constants are views of {@code bytes}, which must not change afterwards. What it says is
     * checked by {@link TfliteReader}, not here.
     *
     * @param name the file's, for messages
     * @param bytes the file's content, from position to limit
     * @throws ModelException if it is no {@code .tflite} model or is damaged
     */
    public static FileTables read(String name, ByteBuffer bytes) {
        return TfliteReader.parse(name, bytes, (file, budget) -> {
            List<ByteBuffer> constants = new ArrayList<>();
            for (int i = 0; i < file.buffersLength(); i++) {
                ByteBuffer content = TensorReader.content(file, file.buffers(i));
                constants.add(content == null ? ByteBuffer.allocate(0) : content);
            }
            return new FileTables(tables(file), constants);
        });
    }

    private static ModelT tables(Model file) {
        ModelT model = new ModelT();
        model.setVersion(file.version());
        model.setDescription(file.description());
        model.setOperatorCodes(
                all(file.operatorCodesLength(), i -> file.operatorCodes(i).unpack())
                        .toArray(OperatorCodeT[]::new));
        model.setSubgraphs(
                all(file.subgraphsLength(), i -> file.subgraphs(i).unpack()).toArray(SubGraphT[]::new));
        model.setSignatureDefs(
                all(file.signatureDefsLength(), i -> file.signatureDefs(i).unpack())
                        .toArray(SignatureDefT[]::new));
        model.setMetadata(
                all(file.metadataLength(), i -> file.metadata(i).unpack()).toArray(MetadataT[]::new));
        return model;
    }

    private static <T> Stream<T> all(int count, IntFunction<T> element) {
        return IntStream.range(0, count).mapToObj(element);
    }

    /** {@return the bytes of the file, from position 0; equal tables give equal bytes} */
    public ByteBuffer encode() {
        int bytes = constants.stream().mapToInt(ByteBuffer::remaining).sum();
        FlatBufferBuilder builder = new FlatBufferBuilder(bytes + TABLE_BYTES);
        int buffers = Model.createBuffersVector(
                builder,
                constants.stream().mapToInt(data -> buffer(builder, data)).toArray());
        int codes = Model.createOperatorCodesVector(
                builder, pack(model.getOperatorCodes(), table -> OperatorCode.pack(builder, table)));
        int subgraphs = Model.createSubgraphsVector(
                builder, pack(model.getSubgraphs(), table -> SubGraph.pack(builder, table)));
        int signatures = isEmpty(model.getSignatureDefs())
                ? 0
                : Model.createSignatureDefsVector(
                        builder, pack(model.getSignatureDefs(), table -> SignatureDef.pack(builder, table)));
        int metadata = isEmpty(model.getMetadata())
                ? 0
                : Model.createMetadataVector(
                        builder, pack(model.getMetadata(), table -> Metadata.pack(builder, table)));
        int description = model.getDescription() == null ? 0 : builder.createString(model.getDescription());
        Model.finishModelBuffer(
                builder,
                Model.createModel(
                        builder,
                        model.getVersion(),
                        codes,
                        subgraphs,
                        description,
                        buffers,
                        0,
                        metadata,
                        signatures,
                        0,
                        0));
        return builder.dataBuffer().slice().asReadOnlyBuffer();
    }

    private static int buffer(FlatBufferBuilder builder, ByteBuffer data) {
        if (!data.hasRemaining()) {
            return Buffer.createBuffer(builder, 0, 0, 0);
        }
        builder.createVector(1, data.remaining(), CONSTANT_ALIGNMENT).put(data.duplicate());
        return Buffer.createBuffer(builder, builder.endVector(), 0, 0);
    }

    private static <T> int[] pack(T[] tables, ToIntFunction<T> packing) {
        return Stream.of(tables).mapToInt(packing).toArray();
    }

    private static boolean isEmpty(Object[] tables) {
        return tables == null || tables.length == 0;
    }
}
