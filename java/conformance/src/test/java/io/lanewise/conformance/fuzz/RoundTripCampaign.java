// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.ModelRun;
import io.lanewise.conformance.OracleProcess;
import io.lanewise.conformance.OracleProcess.Answer;
import io.lanewise.conformance.OracleProcess.Status;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.operators.PoorForms;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Random graphs as {@code .tflite}, then as {@code .onnx}, then as {@code .tflite} and once more as {@code .onnx}:
 * every file is read again and gives the first one's bytes, TensorFlow Lite and ONNX Runtime run what is theirs.
 */
final class RoundTripCampaign implements Campaign {
    private final OracleProcess tflite;
    private final OracleProcess onnxRuntime;

    /** The oracles are null where there are none. */
    RoundTripCampaign(OracleProcess tflite, OracleProcess onnxRuntime) {
        this.tflite = tflite;
        this.onnxRuntime = onnxRuntime;
    }

    @Override
    public Result run(long seed) throws Finding {
        InterfaceLayout layout = seed % 2 == 0 ? InterfaceLayout.NCHW : InterfaceLayout.NHWC;
        return Minimal.find(RandomGraph.of(seed), graph -> check(graph, layout, seed));
    }

    private Result check(Graph drawn, InterfaceLayout layout, long seed) throws Problem {
        try {
            Model.of(drawn);
        } catch (ModelException e) {
            return new Result(Outcome.REFUSED_FILE, e.getMessage());
        }
        ByteBuffer file = written("the .tflite", () -> TfliteWriter.encode(drawn));
        // As users meet it: out of a file.
        Graph first = read(
                "our reader refuses our .tflite",
                () -> Model.read(drawn.name(), file).graph());
        if (first.operators().stream().anyMatch(o -> o instanceof WeightedOperator w && w.isDynamicRange(first))) {
            return new Result(Outcome.UNWRITABLE, "ONNX has no words for inputs that are quantized at run time");
        }
        if (first.operators().stream().anyMatch(o -> isPoor(o, first))) {
            return new Result(Outcome.UNWRITABLE, "integers that are read as reals again");
        }
        byte[] onnx;
        try {
            onnx = OnnxWriter.encode(first, layout).toByteArray();
        } catch (ModelException e) {
            if (e.getMessage().contains("is not written as ONNX; write a .tflite file")) {
                return new Result(Outcome.UNWRITABLE, "operators that are not written as ONNX");
            }
            throw new Problem("the .onnx is not written", e.getMessage());
        }
        byte[] record = Values.inputs(first, seed);
        byte[] expected = ModelRun.run(Model.of(first), Backend.JAVA, record, 1);

        String known = ask(
                onnxRuntime,
                "ONNX Runtime",
                ByteBuffer.wrap(onnx),
                inFile(first, layout, record),
                first,
                null,
                KnownDefects.ONNX_RUNTIME);
        Graph second = readOnnx(onnx);
        require(first, "the .onnx read again", second, record, expected);
        ByteBuffer again = written("the .tflite of the .onnx", () -> TfliteWriter.encode(second));
        Graph third = read(
                "our reader refuses the .tflite of the .onnx",
                () -> Model.read("third", again).graph());
        require(first, "the .tflite of the .onnx read again", third, record, expected);
        byte[] last = written(
                "the .onnx of the .tflite of the .onnx",
                () -> OnnxWriter.encode(third, layout).toByteArray());
        require(first, "the second .onnx read again", readOnnx(last), record, expected);

        known += ask(tflite, "TFLite", again, record, first, expected, KnownDefects.TFLITE);
        return tflite == null || onnxRuntime == null
                ? new Result(Outcome.RAN)
                : known.isEmpty() ? new Result(Outcome.RAN_AS_ORACLE) : new Result(Outcome.KNOWN_DEFECT, known);
    }

    private static Graph readOnnx(byte[] file) throws Problem {
        return read(
                "our reader refuses our .onnx",
                () -> OnnxReader.read("onnx", ByteBuffer.wrap(file), OnnxOptions.defaults()));
    }

    private static <T> T read(String kind, Supplier<T> reading) throws Problem {
        try {
            return reading.get();
        } catch (ModelException e) {
            throw new Problem(kind, e.getMessage());
        }
    }

    private static <T> T written(String what, Supplier<T> writing) throws Problem {
        try {
            return writing.get();
        } catch (ModelException e) {
            throw new Problem(what + " is not written", e.getMessage());
        }
    }

    private static void require(Graph first, String what, Graph graph, byte[] record, byte[] expected) throws Problem {
        byte[] actual;
        try {
            actual = ModelRun.run(Model.of(graph), Backend.JAVA, record, 1);
        } catch (ModelException e) {
            throw new Problem(what + " does not run", e.getMessage());
        }
        Optional<String> difference = Comparison.difference(first, expected, actual);
        if (difference.isPresent()) {
            throw new Problem(what, difference.get());
        }
    }

    /**
     * Empty, or why the oracle does not do what it should; {@code expected} is null where another rounding is allowed.
     */
    private static String ask(
            OracleProcess oracle,
            String name,
            ByteBuffer file,
            byte[] record,
            Graph graph,
            byte[] expected,
            List<KnownDefects.Defect> defects)
            throws Problem {
        if (oracle == null) {
            return "";
        }
        Answer answer = oracle.ask(file, record);
        Optional<String> difference = answer.status() != Status.RAN
                ? Optional.of(answer.words())
                : expected == null ? Optional.empty() : Comparison.difference(graph, answer.bytes(), expected);
        if (difference.isEmpty()) {
            return "";
        }
        String known = KnownDefects.of(defects, graph, answer, difference.get());
        if (known.isEmpty()) {
            throw new Problem(name + ' ' + answer.status(), difference.get());
        }
        return known;
    }

    /** A record as the file takes it. */
    private static byte[] inFile(Graph graph, InterfaceLayout layout, byte[] record) {
        if (layout == InterfaceLayout.NHWC) {
            return record;
        }
        ByteBuffer inFile = ByteBuffer.allocate(record.length);
        int at = 0;
        for (int input : graph.inputs()) {
            Tensor tensor = graph.tensor(input);
            int bytes = Math.toIntExact(tensor.bytes());
            ByteBuffer part = ByteBuffer.wrap(record, at, bytes).slice();
            inFile.put(tensor.shape().rank() == 4 ? channelsFirst(tensor, part) : part);
            at += bytes;
        }
        return inFile.array();
    }

    private static ByteBuffer channelsFirst(Tensor tensor, ByteBuffer bytes) {
        int[] dims = tensor.shape().dims();
        int size = tensor.type().bytes();
        ByteBuffer moved = ByteBuffer.allocate(bytes.remaining());
        for (int n = 0; n < dims[0]; n++) {
            for (int c = 0; c < dims[3]; c++) {
                for (int cell = 0; cell < dims[1] * dims[2]; cell++) {
                    moved.put(bytes.slice(((n * dims[1] * dims[2] + cell) * dims[3] + c) * size, size));
                }
            }
        }
        return moved.flip();
    }

    @Override
    public void close() {
        for (OracleProcess oracle : new OracleProcess[] {tflite, onnxRuntime}) {
            if (oracle != null) {
                oracle.close();
            }
        }
    }

    private static boolean isPoor(Operator operator, Graph graph) {
        DataType type = graph.tensor(operator.outputs().get(0)).type();
        return (type == DataType.INT8 || type == DataType.INT16)
                && PoorForms.reason(operator, type).isPresent();
    }
}
