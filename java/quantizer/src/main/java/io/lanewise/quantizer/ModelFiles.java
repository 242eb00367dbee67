// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Signature;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Loads and writes models of every format that is known. */
public final class ModelFiles {

    /** What the names of models that are written end in. */
    public static final List<String> ENDINGS = List.of(".tflite", ".onnx");

    private ModelFiles() {}

    /**
     * {@return whether a file's name says that it holds an ONNX model}
     *
     * @param file a name; the file need not exist
     */
    public static boolean isOnnx(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    /**
     * Loads a {@code .tflite} file, or an {@code .onnx} file if that is how its name ends.
     *
     * @param file a model, float or quantized
     * @return the checked model
     * @throws IOException if the file cannot be read
     * @throws ModelException if it is no model of its format, or holds what is not supported
     */
    public static Model load(Path file) throws IOException {
        return load(file, OnnxOptions.defaults());
    }

    /**
     * As {@link #load(Path)}, with what an {@code .onnx} file leaves open.
     *
     * @param file a model, float or quantized
     * @param options open sizes; without meaning for {@code .tflite}
     * @return the checked model
     * @throws IOException if the file cannot be read
     */
    public static Model load(Path file, OnnxOptions options) throws IOException {
        return isOnnx(file) ? Model.of(read(file, options)) : Model.load(file);
    }

    /**
     * {@return the graph as the file has it: a {@link Model} may run another one, in which int4 and stored weights are
     * widened}
     *
     * @param file a model, float or quantized
     * @param options open sizes; without meaning for {@code .tflite}
     * @throws IOException if the file cannot be read
     * @throws ModelException as of {@link #load(Path)}
     */
    public static Graph read(Path file, OnnxOptions options) throws IOException {
        return isOnnx(file) ? OnnxReader.read(file, options) : TfliteReader.read(file);
    }

    /**
     * {@return the graph of one signature as the file has it}
     *
     * @param file a {@code .tflite} file
     * @param signature key of one of its {@link #signatures}
     * @throws IOException if the file cannot be read
     * @throws ModelException as of {@link #load(Path)}, or if there is no such signature
     */
    public static Graph read(Path file, String signature) throws IOException {
        return TfliteReader.read(file.toString(), TfliteReader.bytes(file), signature);
    }

    /**
     * {@return the signatures of a file, in its order}
     *
     * @param file a {@code .tflite} file
     * @throws IOException if the file cannot be read
     * @throws ModelException if it is no model, or damaged
     */
    public static List<Signature> signatures(Path file) throws IOException {
        return TfliteReader.signatures(file.toString(), TfliteReader.bytes(file));
    }

    /**
     * Writes a model beside its place, loads and runs what was written
     * ({@link io.lanewise.quantizer.output.Verification}), and moves it there: as ONNX if the name ends in
     * {@code .onnx}, else as {@code .tflite}.
     *
     * @param graph what is to be written, float or quantized
     * @param file the target; its name says the format
     * @throws IOException if the folder cannot be written; a file that was there is then untouched
     * @throws ModelException if the format cannot hold the model, or what was written would be wrong; the message
     *         names the operator
     */
    public static void write(Graph graph, Path file) throws IOException {
        if (isOnnx(file)) {
            OnnxWriter.write(graph, file);
        } else {
            TfliteWriter.write(graph, file);
        }
    }
}
