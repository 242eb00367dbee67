// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.OracleProcess.Answer;
import io.lanewise.graph.Graph;
import java.util.List;
import java.util.function.BiPredicate;

/** What the oracles cannot do, though the formats allow it. */
final class KnownDefects {

    /**
     * A defect.
     *
     * @param reason what the oracle does and why it is not our file
     * @param shows whether it explains an answer about a graph
     */
    record Defect(String reason, BiPredicate<Graph, Answer> shows) {
    }

    private static final List<Defect> TFLITE = List.of();

    private static final List<Defect> ONNX_RUNTIME = List.of();

    private KnownDefects() {
    }

    /** Why TensorFlow Lite answers so; empty if it should not. */
    static String ofTflite(Graph graph, Answer answer) {
        return reason(TFLITE, graph, answer);
    }

    /** Why ONNX Runtime answers so; empty if it should not. */
    static String ofOnnxRuntime(Graph graph, Answer answer) {
        return reason(ONNX_RUNTIME, graph, answer);
    }

    private static String reason(List<Defect> defects, Graph graph, Answer answer) {
        return defects.stream().filter(defect -> defect.shows.test(graph, answer)).map(Defect::reason).findFirst().orElse("");
    }
}
