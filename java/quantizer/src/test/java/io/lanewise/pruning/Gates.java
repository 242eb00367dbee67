// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.operators.convolution.DepthwiseConv2d;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.function.IntPredicate;

/**
 * What a graph without channels has to compute, on a graph that still has them: wherever a layer mixes channels, those
 * that are gone are multiplied by zero before. All other operators keep channels apart.
 */
final class Gates {

    private Gates() {}

    static Graph of(ChannelGroups groups, IntPredicate removed) {
        Graph graph = groups.graph();
        GraphEditor editor = GraphEditor.withoutOperators(graph);
        for (Operator operator : graph.operators()) {
            boolean mixes = operator instanceof WeightedOperator && !(operator instanceof DepthwiseConv2d);
            int gated = mixes && groups.channels(operator.inputs().get(0)).isPresent()
                    ? gated(operator.inputs().get(0), groups, removed, editor)
                    : operator.inputs().get(0);
            editor.add(operator.remap(tensor -> tensor == operator.inputs().get(0) ? gated : tensor));
        }
        return editor.graph();
    }

    private static int gated(int input, ChannelGroups groups, IntPredicate removed, GraphEditor editor) {
        Channels channels = groups.channels(input).orElseThrow();
        Tensor tensor = editor.tensor(input);
        int[] dims = new int[tensor.shape().rank()];
        java.util.Arrays.fill(dims, 1);
        dims[channels.axis()] = channels.size();
        float[] factors = new float[channels.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = removed.test(channels.group(i)) ? 0 : 1;
        }
        int gate = editor.add(Tensor.constant("gate", Shape.of(dims), factors));
        int output = editor.add(new Tensor("", tensor.type(), tensor.shape(), null, null));
        editor.add(new Mul(input, gate, output, Activation.NONE));
        return output;
    }
}
