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
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Random graphs: native against Java, and, written as a {@code .tflite} file and read again, against TensorFlow Lite.
 */
final class GraphCampaign implements Campaign {
    private final OracleProcess tflite;

    /** {@code tflite}: null where there is none. */
    GraphCampaign(OracleProcess tflite) {
        this.tflite = tflite;
    }

    @Override
    public Result run(long seed) throws Finding {
        return Minimal.find(RandomGraph.of(seed), graph -> check(graph, seed));
    }

    private Result check(Graph graph, long seed) throws Problem {
        Model model;
        byte[] record = Values.inputs(graph, seed);
        byte[] java;
        try {
            model = Model.of(graph);
            java = ModelRun.run(model, Backend.JAVA, record, 1);
            require(
                    "native against Java",
                    Comparison.difference(graph, java, ModelRun.run(model, Backend.NATIVE, record, 1)));
        } catch (ModelException e) {
            return new Result(Outcome.REFUSED_FILE, e.getMessage());
        }
        ByteBuffer file;
        try {
            file = TfliteWriter.encode(graph);
        } catch (ModelException e) {
            throw new Problem("the .tflite is not written", e.getMessage());
        }
        Model read;
        try {
            read = Model.read(graph.name(), file);
        } catch (ModelException e) {
            throw new Problem("our reader refuses our .tflite", e.getMessage());
        }
        require(
                "the .tflite read again",
                Comparison.difference(graph, java, ModelRun.run(read, Backend.JAVA, record, 1)));
        return tflite == null ? new Result(Outcome.RAN) : compare(graph, file, record, java);
    }

    private Result compare(Graph graph, ByteBuffer file, byte[] record, byte[] java) throws Problem {
        Answer answer = tflite.ask(file, record);
        Optional<String> difference = answer.status() == Status.RAN
                ? Comparison.difference(graph, answer.bytes(), java)
                : Optional.of(answer.words());
        if (difference.isEmpty()) {
            return new Result(Outcome.RAN_AS_ORACLE);
        }
        String known = KnownDefects.of(KnownDefects.TFLITE, graph, answer, difference.get());
        if (known.isEmpty()) {
            throw new Problem("TFLite " + answer.status(), difference.get());
        }
        return new Result(Outcome.KNOWN_DEFECT, known);
    }

    private static void require(String what, Optional<String> difference) throws Problem {
        if (difference.isPresent()) {
            throw new Problem(what, difference.get());
        }
    }

    @Override
    public void close() {
        if (tflite != null) {
            tflite.close();
        }
    }
}
