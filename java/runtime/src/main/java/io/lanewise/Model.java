// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import io.lanewise.execution.Network;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.ModelFailure;
import io.lanewise.graph.Signature;
import io.lanewise.graph.Variable;
import io.lanewise.operators.Lowering;
import io.lanewise.passes.ConstantDequantization;
import io.lanewise.passes.ConstantUnpacking;
import io.lanewise.passes.QdqExpansion;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.TfliteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A checked model, ready for sessions. Immutable; any number of sessions, in any threads, share it and the weights that
 * a backend packs for it. Those are freed when the last session closes, so a model itself needs no closing.
 */
public final class Model {
    private final Graph graph;
    private final Network network;
    private final SharedWeights weights;
    private final List<Signature> signatures;
    private final List<String> warnings;

    private Model(Graph graph, Network network, List<Signature> signatures, List<String> warnings) {
        this.graph = graph;
        this.warnings = List.copyOf(warnings);
        this.signatures = signatures;
        this.network = network;
        this.weights = new SharedWeights(network);
    }

    /**
     * Loads a {@code .tflite} file: the graph of its first signature, or its first one where it has none.
     *
     * @param file a {@code .tflite} file of float or quantized operators; it is not needed afterwards
     * @return the checked model
     * @throws IOException if the file cannot be read
     * @throws ModelException if it is no {@code .tflite} file, is damaged, or holds what cannot be run; the message
     *         names the file, the operator and the value
     */
    public static Model load(Path file) throws IOException {
        return read(file.toString(), TfliteReader.bytes(file));
    }

    /**
     * Loads one signature of a {@code .tflite} file. Models of several signatures share nothing: each has weights and
     * variables of its own.
     *
     * @param file as of {@link #load(Path)}
     * @param signature the key of one of the file's {@link #signatures}
     * @return the checked model
     * @throws IOException if the file cannot be read
     * @throws ModelException as {@link #load(Path)}, or if there is no such signature; the message lists those there
     *         are
     */
    public static Model load(Path file, String signature) throws IOException {
        return read(file.toString(), TfliteReader.bytes(file), signature);
    }

    /**
     * Reads a {@code .tflite} model from memory, from position to limit. The bytes must not change afterwards.
     *
     * @param name names the model in messages
     * @param bytes a {@code .tflite} file's contents; constants stay views of them
     * @return the checked model
     * @throws ModelException as {@link #load(Path)}
     */
    public static Model read(String name, ByteBuffer bytes) {
        return read(name, bytes, null);
    }

    /**
     * As {@link #read(String, ByteBuffer)}, of one signature.
     *
     * @param name names the model in messages
     * @param bytes a {@code .tflite} file's contents; constants stay views of them
     * @param signature the key of one of the file's {@link #signatures}; null for the first, or for what a file
     *        without signatures has
     * @return the checked model
     * @throws ModelException as {@link #load(Path, String)}
     */
    public static Model read(String name, ByteBuffer bytes, String signature) {
        return of(TfliteReader.read(name, bytes, signature), TfliteReader.signatures(name, bytes));
    }

    /**
     * {@return a model of a graph} int4 constants become int8 first ({@link ConstantUnpacking}), int8 constants behind
     * a DEQUANTIZE float ({@link ConstantDequantization}), operators that ONNX computes with reals are laid out so
     * ({@link QdqExpansion}).
     *
     * @param graph a graph whose wiring is right, as its constructor has checked
     * @throws ModelException if an operator's shapes, types or quantizations do not fit together, or the Java heap is
     *         too small for the widened constants
     */
    public static Model of(Graph graph) {
        return of(graph, graph.signature() == null ? List.of() : List.of(graph.signature()));
    }

    private static Model of(Graph graph, List<Signature> signatures) {
        try {
            Graph runnable = ConstantDequantization.apply(QdqExpansion.apply(ConstantUnpacking.apply(graph)));
            Lowering lowering = Lowering.of(runnable);
            return new Model(
                    runnable,
                    new Network(
                            runnable.name(),
                            lowering.tensors(),
                            lowering.steps(),
                            runnable.inputs(),
                            runnable.outputs(),
                            runnable.variables().stream().map(Variable::tensor).toList()),
                    signatures,
                    lowering.warnings());
        } catch (OutOfMemoryError e) {
            throw ModelFailure.of(graph.name(), "", e);
        }
    }

    /**
     * {@return the graph that runs, after the passes of {@link #of}} Tensor indices are those that {@link
     * Session#tensor} takes.
     */
    public Graph graph() {
        return graph;
    }

    /**
     * {@return the signatures of the file that this model was loaded from, in its order: keys, and names of inputs and
     * outputs} One alone for a graph that has one, none for other graphs. This model's own is its graph's.
     */
    public List<Signature> signatures() {
        return signatures;
    }

    /**
     * {@return what is suspicious about the model, in sentences that name the operator, the tensor and the values; it
     * computes what TFLite does all the same} For example a bias whose scale is not input scale x weight scale.
     */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return what the caller fills: name, type, shape and quantization of each input, in order} */
    public List<Tensor> inputs() {
        return graph.inputs().stream().map(graph::tensor).toList();
    }

    /** {@return what the caller reads: name, type, shape and quantization of each output, in order} */
    public List<Tensor> outputs() {
        return graph.outputs().stream().map(graph::tensor).toList();
    }

    /**
     * Opens a session with {@link SessionOptions#defaults}.
     *
     * @return a session with memory of its own, to be closed by the caller
     * @throws ModelException as {@link #newSession(SessionOptions)}
     */
    public Session newSession() {
        return newSession(SessionOptions.defaults());
    }

    /**
     * Opens a session: memory to run in.
     *
     * @param options backend, threads, batch, and whether every tensor is kept
     * @return a session with memory of its own, to be closed by the caller
     * @throws ModelException if an operator cannot be run by the backend or cannot follow the batch that is asked for,
     *         or the memory or the threads cannot be had
     * @throws NativeLibraryException if the options ask for the native library and it cannot be loaded
     */
    public Session newSession(SessionOptions options) {
        if (options.batch() != 0) {
            return of(graph.withBatch(options.batch()), signatures).newSession(options.withBatch(0));
        }
        return new Session(graph, network, weights.acquire(Backends.kernels(options.backend()), options));
    }
}
