// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.tensor.DataType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Activations that have to have one scale and zero point, since kernels take their integers as they are
 * ({@link io.lanewise.graph.OutputScale}). A group that holds a constant, an input of the graph or a tensor whose scale
 * the specification says is not free to have another.
 */
final class ScaleGroups {
    private final Graph graph;
    private final int[] parents;
    private final Set<Integer> deciding = new HashSet<>();
    private final Set<Integer> fixed = new HashSet<>();

    ScaleGroups(Graph graph) {
        this.graph = graph;
        this.parents = IntStream.range(0, graph.tensors().size()).toArray();
        Set<Integer> free = new HashSet<>();
        for (Operator operator : graph.operators()) {
            boolean chooses = switch (operator.outputScale()) {
                case OWN -> !takesFloats(operator);
                case SAME_AS_INPUT -> {
                    operator.outputs()
                            .forEach(output -> join(operator.activations().get(0), output));
                    yield true;
                }
                case SHARED_WITH_INPUTS -> {
                    operator.activations().forEach(input -> join(input, operator.output()));
                    yield true;
                }
                case UNIT, SIGNED_UNIT, LOGARITHM_OF_UNIT -> false;
            };
            if (chooses) {
                free.addAll(operator.outputs());
            }
        }
        for (int tensor = 0; tensor < parents.length; tensor++) {
            if (!free.contains(tensor)) {
                fixed.add(of(tensor));
            }
        }
        for (Operator operator : graph.operators()) {
            switch (operator.outputScale()) {
                case OWN, SHARED_WITH_INPUTS -> deciding.addAll(operator.outputs());
                case SAME_AS_INPUT, UNIT, SIGNED_UNIT, LOGARITHM_OF_UNIT -> {}
            }
        }
    }

    /** At the interface, whose scale is who feeds the graph's. */
    private boolean takesFloats(Operator operator) {
        return operator instanceof Quantize quantize
                && graph.tensor(quantize.input()).type() == DataType.FLOAT32;
    }

    private void join(int one, int other) {
        if (graph.tensor(one).quantization() != null
                && graph.tensor(one).quantization().equals(graph.tensor(other).quantization())) {
            parents[of(one)] = of(other);
        }
    }

    /** A number that all tensors of a group have, and no others. */
    int of(int tensor) {
        int root = tensor;
        while (parents[root] != root) {
            root = parents[root];
        }
        return root;
    }

    /** Whether a tensor may have another scale, with its group. */
    boolean isFree(int tensor) {
        return !fixed.contains(of(tensor));
    }

    /** Whether a tensor's own values decide its group's range; others hold values of those. */
    boolean decides(int tensor) {
        return deciding.contains(tensor);
    }
}
