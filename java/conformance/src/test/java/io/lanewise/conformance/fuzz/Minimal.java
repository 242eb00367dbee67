// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.conformance.fuzz.Campaign.Result;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** A check of graphs whose finding is as small as it can be made. */
final class Minimal {

    /** Any check of a graph. */
    interface Check {
        Result check(Graph graph) throws Problem;
    }

    private Minimal() {}

    /** The check's result; if it has a problem, the smallest graph with the same problem is the finding. */
    static Result find(Graph graph, Check check) throws Finding {
        Problem problem;
        try {
            return run(check, graph);
        } catch (Problem e) {
            problem = e;
        }
        String kind = problem.kind();
        Graph smallest = GraphShrinker.shrink(graph, candidate -> {
            try {
                run(check, candidate);
                return false;
            } catch (Problem e) {
                return e.kind().equals(kind);
            }
        });
        try {
            run(check, smallest);
        } catch (Problem e) {
            problem = e;
        }
        throw new Finding(problem.getMessage() + '\n' + describe(smallest), files(smallest), problem.getCause());
    }

    private static Result run(Check check, Graph graph) throws Problem {
        try {
            return check.check(graph);
        } catch (RuntimeException | Error e) {
            throw Problem.of(e);
        }
    }

    private static String describe(Graph graph) {
        StringBuilder text = new StringBuilder("graph of inputs " + graph.inputs() + ", outputs " + graph.outputs());
        for (Operator operator : graph.operators()) {
            text.append("\n  ").append(operator);
        }
        for (int i = 0; i < graph.tensors().size(); i++) {
            Tensor tensor = graph.tensor(i);
            text.append("\n  ").append(i).append(": ").append(tensor).append(tensor.isConstant() ? " constant" : "");
            if (tensor.quantization() != null) {
                text.append(", ").append(tensor.quantization());
            }
        }
        return text.toString();
    }

    /** The graph in both formats, where it can be written. */
    private static Map<String, byte[]> files(Graph graph) {
        Map<String, byte[]> files = new HashMap<>();
        try {
            ByteBuffer file = TfliteWriter.encode(graph);
            byte[] bytes = new byte[file.remaining()];
            file.get(bytes);
            files.put(".tflite", bytes);
        } catch (RuntimeException e) {
            files.put(".tflite.txt", String.valueOf(e).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try {
            files.put(".onnx", OnnxWriter.encode(graph, InterfaceLayout.NCHW).toByteArray());
        } catch (RuntimeException e) {
            files.put(".onnx.txt", String.valueOf(e).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return files;
    }
}
