// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.data.InputValues;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs a float graph on samples part by part instead of sample by sample, so that constants of a later part may come
 * from what an earlier one gives. Between parts, the values that later ones read are kept, of as many samples as fit
 * 128 MiB, but of eight at least.
 */
final class LayerwiseRun {
    private static final long BUDGET = 128L << 20;
    private static final int LEAST = 8;

    private Graph graph;
    private final List<Integer> ends;
    private final Backend backend;
    private final List<Map<Integer, float[]>> values = new ArrayList<>();
    private int part;

    /**
     * A run that stands before its first part.
     *
     * @param graph of one or more inputs
     * @param ends of each part the operator behind its last one; what is behind the last part is left out
     * @param samples values of the inputs
     * @throws IllegalArgumentException if there are none
     */
    LayerwiseRun(Graph graph, List<Integer> ends, Iterable<float[]> samples, Backend backend) {
        this.graph = graph;
        this.ends = ends;
        this.backend = backend;
        long most = 1;
        for (int i = 0; i < ends.size(); i++) {
            most = Math.max(
                    most,
                    writtenBefore(ends.get(i)).stream()
                            .filter(readFrom(ends.get(i))::contains)
                            .mapToLong(tensor -> graph.tensor(tensor).bytes())
                            .sum());
        }
        JoinedInputs inputs = JoinedInputs.of(graph);
        Iterator<float[]> each = samples.iterator();
        while (each.hasNext() && values.size() < Math.max(LEAST, BUDGET / most)) {
            float[][] parts = inputs.split(each.next());
            Map<Integer, float[]> known = new HashMap<>();
            for (int i = 0; i < parts.length; i++) {
                known.put(graph.inputs().get(i), parts[i]);
            }
            values.add(known);
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no samples to correct the biases of " + graph.name() + " by");
        }
    }

    /** Changes a constant for the parts to come. */
    void set(int tensor, Tensor constant) {
        GraphEditor editor = GraphEditor.of(graph);
        editor.replace(tensor, constant);
        graph = editor.graph();
    }

    /** Runs the next part: the mean over the samples of two of its results, the first less the second. */
    double[] meanDifference(int first, int second) {
        int start = part == 0 ? 0 : ends.get(part - 1);
        int end = ends.get(part++);
        List<Operator> operators = graph.operators().subList(start, end);
        Set<Integer> written = new HashSet<>();
        operators.forEach(operator -> written.addAll(operator.outputs()));
        List<Integer> inputs = operators.stream()
                .flatMap(operator -> operator.inputs().stream())
                .distinct()
                .filter(tensor ->
                        !written.contains(tensor) && !graph.tensor(tensor).isConstant())
                .toList();
        Set<Integer> later = readFrom(end);
        List<Integer> outputs = Stream.concat(
                        Stream.of(first, second), written.stream().filter(later::contains))
                .distinct()
                .toList();
        double[] difference = new double[graph.tensor(first).shape().elements()];
        Graph piece = new Graph(graph.name(), graph.tensors(), operators, inputs, outputs);
        try (Session session =
                Model.of(piece).newSession(SessionOptions.defaults().withBackend(backend))) {
            for (Map<Integer, float[]> known : values) {
                for (int i = 0; i < inputs.size(); i++) {
                    InputValues.put(session.input(i), graph.tensor(inputs.get(i)), known.get(inputs.get(i)));
                }
                session.run();
                for (int i = 0; i < outputs.size(); i++) {
                    known.put(outputs.get(i), session.output(i).floats());
                }
                for (int c = 0; c < difference.length; c++) {
                    difference[c] += ((double) known.get(first)[c] - known.get(second)[c]) / values.size();
                }
                known.keySet().retainAll(later);
            }
        }
        return difference;
    }

    private Set<Integer> writtenBefore(int end) {
        Set<Integer> written = new HashSet<>(graph.inputs());
        graph.operators().subList(0, end).forEach(operator -> written.addAll(operator.outputs()));
        return written;
    }

    /** What the operators from one on up to the last part read. */
    private Set<Integer> readFrom(int start) {
        Set<Integer> read = new HashSet<>();
        graph.operators().subList(start, ends.get(ends.size() - 1)).forEach(operator -> read.addAll(operator.inputs()));
        return read;
    }
}
