// SPDX-License-Identifier: Apache-2.0
package io.lanewise.kernels.neon;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.kernels.Execution;
import io.lanewise.kernels.PreparedModel;
import io.lanewise.kernels.java.JavaKernels;
import io.lanewise.plan.Planner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An operator without a native kernel, run by its Java kernel between native ones. It works in memory of its own: inputs are
 * copied in, the output is copied out.
 */
record JavaStep(Graph graph, int[] tensors, PreparedModel model) {

    /** The operator in a graph of its own, with its own tensors alone: {@code tensors} says which they are outside. */
    static JavaStep of(Graph graph, int index) {
        Operator operator = graph.operators().get(index);
        int[] tensors = IntStream.concat(operator.inputs().stream().mapToInt(i -> i), IntStream.of(operator.output()))
                .distinct().toArray();
        Map<Integer, Integer> places = new HashMap<>();
        for (int tensor : tensors) {
            places.put(tensor, places.size());
        }
        Operator placed = operator.remap(places::get);
        List<Integer> inputs = placed.activations().stream().distinct()
                .filter(input -> !graph.tensor(tensors[input]).isConstant()).toList();
        Graph alone = graph.with(IntStream.of(tensors).mapToObj(graph::tensor).toList(), List.of(placed), inputs,
                List.of(placed.output()));
        return new JavaStep(alone, tensors, new JavaKernels().prepare(Planner.plan(alone)));
    }

    String kernelName() {
        return "java " + model.kernelName(0);
    }

    /** The step of one execution, which reads and writes {@code outer}'s tensors. */
    Runnable bind(Execution outer) {
        Execution inner = model.newExecution(1);
        byte[][] inputs = graph.inputs().stream().map(this::bytes).toArray(byte[][]::new);
        int output = graph.outputs().get(0);
        byte[] result = bytes(output);
        return () -> {
            for (int i = 0; i < inputs.length; i++) {
                int tensor = graph.inputs().get(i);
                outer.read(tensors[tensor], inputs[i]);
                inner.write(tensor, inputs[i]);
            }
            inner.run();
            inner.read(output, result);
            outer.write(tensors[output], result);
        };
    }

    private byte[] bytes(int tensor) {
        return new byte[(int) graph.tensor(tensor).bytes()];
    }
}
