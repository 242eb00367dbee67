// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Signature;
import io.lanewise.graph.Variable;
import io.lanewise.operators.ConstantFolding;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.SubGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Reads a {@code .tflite} file into a graph. */
public final class TfliteReader {
    private static final int SCHEMA_VERSION = 3;
    private static final int HEADER_BYTES = 8;
    /** What is read may come to so many file sizes; more than honest sharing between tables needs. */
    private static final int FILE_SIZES = 4;

    private static final String ONNX = "; it is named as one of ONNX, which io.lanewise.quantizer.ModelFiles.load of"
            + " the module io.lanewise.quantizer (artifact lanewise-quantizer) loads, and lanewise convert makes"
            + " .tflite of";

    private TfliteReader() {}

    /**
     * Reads a file; its path becomes the graph's name.
     *
     * @throws IOException if it cannot be read
     * @throws ModelException as {@link #read(String, ByteBuffer, String)}
     */
    public static Graph read(Path file) throws IOException {
        return read(file.toString(), bytes(file), null);
    }

    /**
     * {@return a file's contents}
     *
     * @throws IOException if it cannot be read
     * @throws ModelException if it takes more memory than there is
     */
    public static ByteBuffer bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + (Files.exists(file) ? " is not a regular file" : " does not exist"));
        }
        if (Files.size(file) > Integer.MAX_VALUE - HEADER_BYTES) {
            throw new ModelException(
                    file.toString(), "has " + Files.size(file) + " bytes; models below 2 GiB are supported");
        }
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (OutOfMemoryError e) {
            throw ModelFailure.of(file.toString(), "", e);
        }
    }

    /** As {@link #read(String, ByteBuffer, String)}, of the first signature, or the first subgraph if there is none. */
    public static Graph read(String name, ByteBuffer bytes) {
        return read(name, bytes, null);
    }

    /**
     * Reads a model from memory. The graph's constants are views of {@code bytes}, which must not change afterwards.
     *
     * @param name the graph's name, for messages
     * @param bytes the file's content, from position to limit
     * @param signature key of the signature whose graph is read; null for the first, or the first subgraph if there is
     *        none
     * @throws ModelException if it is no {@code .tflite} model, is damaged, has no such signature, or holds what
     *         Lanewise cannot run
     */
    public static Graph read(String name, ByteBuffer bytes, String signature) {
        return parse(
                name,
                bytes,
                (model, budget) -> read(name, model, new Signatures(name, model, budget).find(signature), budget));
    }

    /**
     * {@return the signatures of a model, in the file's order}
     *
     * @param name the model's, for messages
     * @param bytes the file's content, from position to limit
     * @throws ModelException if it is no {@code .tflite} model or is damaged
     */
    public static List<Signature> signatures(String name, ByteBuffer bytes) {
        return parse(name, bytes, (model, budget) -> new Signatures(name, model, budget).all());
    }

    static <T> T parse(String name, ByteBuffer bytes, BiFunction<Model, ReadingBudget, T> reading) {
        ByteBuffer file = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (file.limit() < HEADER_BYTES || !Model.ModelBufferHasIdentifier(file)) {
            throw new ModelException(
                    name,
                    "is not a .tflite model: \"TFL3\" is missing at byte 4"
                            + (name.toLowerCase(Locale.ROOT).endsWith(".onnx") ? ONNX : ""));
        }
        try {
            Model model = Model.getRootAsModel(file);
            if (model.version() != SCHEMA_VERSION) {
                throw new ModelException(
                        name,
                        "has schema version " + model.version() + "; " + SCHEMA_VERSION
                                + " is supported: convert the model again");
            }
            if (model.subgraphsLength() == 0) {
                throw new ModelException(name, "has no subgraphs; " + Problems.DAMAGED);
            }
            return reading.apply(
                    model,
                    new ReadingBudget("its tables, names, vectors and constants", FILE_SIZES * (long) file.limit()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The schema's classes check nothing; a bad offset or count ends in one of several exceptions.
            throw ModelFailure.of(name, "", e);
        }
    }

    private static Graph read(String name, Model model, Signatures.Entry entry, ReadingBudget budget) {
        SubGraph subgraph = model.subgraphs(entry.subgraph());
        Composites whole = Composites.of(name, model, subgraph, budget);
        List<Tensor> tensors = tensors(name, model, whole.tensors(), budget);
        budget.spend(4L * subgraph.inputsLength() + 4L * subgraph.outputsLength());
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < subgraph.inputsLength(); i++) {
            inputs.add(subgraph.inputs(i));
        }
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < subgraph.outputsLength(); i++) {
            outputs.add(whole.place(subgraph.outputs(i)));
        }
        Problems problems = new Problems(name);
        List<Operator> operators = new ArrayList<>();
        Resources resources = new Resources(model, budget);
        // Of each operator the one of the file that it is made from.
        List<OperatorSource> origins = new ArrayList<>();
        for (OperatorSource source : whole.operators()) {
            try {
                for (Operator made : source.read(tensors, resources)) {
                    UnknownShapes.fill(made, tensors);
                    if (ConstantFolding.folds(made, tensors)) {
                        ConstantFolding.fold(made, tensors);
                    } else {
                        operators.add(made);
                        origins.add(source);
                    }
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                problems.add(source.describe(tensors), e);
            }
        }
        problems.throwIfAny();
        try {
            PaddedMaxPools.fold(origins, operators, outputs);
        } catch (Problem problem) {
            problems.add("padding of a max pool", problem);
        }
        problems.throwIfAny();
        List<Operator> folded = Codebooks.fold(operators, tensors);
        if (outputs.isEmpty()) {
            throw new ModelException(name, "has no outputs: nothing can be read from it");
        }
        try {
            List<Variable> variables = resources.variables(tensors);
            return new Graph(name, tensors, folded, inputs, outputs, Rounding.TFLITE, variables, entry.signature());
        } catch (Problem problem) {
            throw new ModelException(name, problem.getMessage());
        }
    }

    private static List<Tensor> tensors(
            String name, Model model, List<io.lanewise.tflite.schema.Tensor> tables, ReadingBudget budget) {
        Problems problems = new Problems(name);
        TensorReader reader = new TensorReader(model, budget);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            io.lanewise.tflite.schema.Tensor table = tables.get(i);
            String tensorName = reader.name(table);
            try {
                tensors.add(reader.read(table, tensorName));
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                problems.add("tensor " + i + " \"" + tensorName + '"', e);
            }
        }
        problems.throwIfAny();
        return tensors;
    }
}
