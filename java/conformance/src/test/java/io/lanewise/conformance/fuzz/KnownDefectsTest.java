// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.ModelRun;
import io.lanewise.conformance.OnOracle;
import io.lanewise.conformance.OracleProcess;
import io.lanewise.conformance.OracleProcess.Answer;
import io.lanewise.conformance.OracleProcess.Status;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every defect on the list is still there. */
@OnOracle
class KnownDefectsTest {

    static Stream<KnownDefects.Defect> tflite() {
        return KnownDefects.TFLITE.stream();
    }

    @ParameterizedTest
    @MethodSource
    void tflite(KnownDefects.Defect defect) {
        Graph graph = defect.minimal();
        ByteBuffer file = TfliteWriter.encode(graph);
        byte[] record = Values.inputs(graph, 5);
        Answer answer;
        try (OracleProcess oracle = new OracleProcess(List.of(System.getProperty("lanewise.oracle")))) {
            answer = oracle.ask(file, record);
        }
        byte[] ours = ModelRun.run(Model.read("ours", file), Backend.JAVA, record, 1);
        String difference = answer.status() == Status.RAN
                ? Comparison.difference(graph, answer.bytes(), ours).orElse("none")
                : answer.words();
        assertEquals(
                defect.reason(),
                difference.equals("none")
                        ? "mended: take it off the list"
                        : KnownDefects.of(KnownDefects.TFLITE, graph, answer, difference));
    }
}
