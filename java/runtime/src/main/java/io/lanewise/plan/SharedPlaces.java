// SPDX-License-Identifier: Apache-2.0
package io.lanewise.plan;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.LeakyRelu;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;

/**
 * Which tensors have one place: a reshaped tensor has its input's, and an elementwise operator can write over an input that
 * nothing reads afterwards. The tensor that stands for all of a place, the first one, is their root.
 */
final class SharedPlaces {
    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Graph graph;
    private final int[] roots;
    /** Position of the last operator that reads a root's place, as far as places are known. */
    private final int[] lastRead;

    private SharedPlaces(Graph graph) {
        this.graph = graph;
        this.roots = roots(graph);
        this.lastRead = lastReads(graph);
    }

    /** Nothing is shared: each tensor is its own root. */
    static int[] roots(Graph graph) {
        int[] roots = new int[graph.tensors().size()];
        Arrays.setAll(roots, tensor -> tensor);
        return roots;
    }

    /** Roots where reshaped tensors share and, if {@code overwriting}, elementwise operators run in place. */
    static int[] roots(Graph graph, boolean overwriting) {
        SharedPlaces places = new SharedPlaces(graph);
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            if (operator instanceof Reshape reshape && places.fits(reshape.input(), reshape.output())) {
                places.share(reshape.input(), reshape.output());
            } else if (overwriting && isElementwise(operator)) {
                places.overwrite(operator, i);
            }
        }
        return places.roots;
    }

    private static int[] lastReads(Graph graph) {
        int[] last = new int[graph.tensors().size()];
        Arrays.fill(last, -1);
        for (int i = 0; i < graph.operators().size(); i++) {
            for (int input : graph.operators().get(i).activations()) {
                last[input] = i;
            }
        }
        graph.outputs().forEach(output -> last[output] = ALWAYS);
        graph.inputs().forEach(input -> last[input] = ALWAYS);
        for (int i = 0; i < last.length; i++) {
            last[i] = graph.tensor(i).isConstant() ? ALWAYS : last[i];
        }
        return last;
    }

    private static boolean isElementwise(Operator operator) {
        return operator instanceof Add || operator instanceof Mul || operator instanceof Relu || operator instanceof Logistic
                || operator instanceof Quantize || operator instanceof Unary || operator instanceof LeakyRelu;
    }

    private void overwrite(Operator operator, int position) {
        for (int input : operator.activations()) {
            if (lastRead[roots[input]] == position && fits(input, operator.output())) {
                share(input, operator.output());
                return;
            }
        }
    }

    private boolean fits(int input, int output) {
        Tensor from = graph.tensor(input);
        Tensor to = graph.tensor(output);
        return from.type() == to.type() && from.bytes() == to.bytes();
    }

    private void share(int input, int output) {
        int root = roots[input];
        roots[output] = root;
        lastRead[root] = Math.max(lastRead[root], lastRead[output]);
    }
}
