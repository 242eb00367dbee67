// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.tensor.Tensor;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which weights of a graph are zero. A training sets them to zero again after each of its steps
 * ({@link #apply(int, float[])}).
 *
 * <p>Zeros save nothing by themselves: kernels multiply by them like by other numbers, and a file is smaller only when
 * it is compressed. Whole blocks of zeros ({@link BlockShape#PANEL}) are what int8 kernels leave out.
 */
public final class WeightMask {
    private final Map<Integer, BitSet> zeros;

    private WeightMask(Map<Integer, BitSet> zeros) {
        this.zeros = zeros;
    }

    /**
     * {@return a mask of a share of each tensor's blocks, those of the lowest scores, of equal ones the first} It has
     * the float32 constants that convolutions, transposed convolutions and dense layers multiply with. Those of
     * depthwise convolutions are few, and stay.
     *
     * @param graph of float32
     * @param block how many weights become zero together
     * @param sparsity the share of blocks that becomes zero, 0 to 1; rounded to whole blocks
     * @param scores what weights are worth
     * @param included which operators' weights; a constant of several operators is one of each
     * @throws IllegalArgumentException if the sparsity is out of range, or scores are too few, negative or not finite
     */
    public static WeightMask of(
            Graph graph, BlockShape block, double sparsity, WeightScores scores, Predicate<Operator> included) {
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("sparsity " + sparsity + " is not from 0 to 1");
        }
        Map<Integer, BitSet> zeros = new HashMap<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof WeightedOperator layer
                    && layer.channelAxis() == 0
                    && graph.tensor(layer.weights()).isFloatConstant()
                    && included.test(layer)) {
                zeros.computeIfAbsent(layer.weights(), tensor -> lowest(graph, tensor, block, sparsity, scores));
            }
        }
        return new WeightMask(zeros);
    }

    private static BitSet lowest(Graph graph, int tensor, BlockShape block, double sparsity, WeightScores scores) {
        Tensor weights = graph.tensor(tensor);
        Blocks blocks = new Blocks(weights.shape(), block);
        double[] means = means(weights, blocks, scores.of(graph, tensor));
        BitSet chosen = new BitSet();
        IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> means[i]))
                .limit(Math.round(sparsity * means.length))
                .forEach(chosen::set);
        BitSet zeros = new BitSet();
        IntStream.range(0, weights.shape().elements())
                .filter(weight -> chosen.get(blocks.of(weight)))
                .forEach(zeros::set);
        return zeros;
    }

    private static double[] means(Tensor weights, Blocks blocks, float[] scores) {
        if (scores.length != weights.shape().elements()) {
            throw new IllegalArgumentException(weights + " has " + scores.length + " scores");
        }
        int[] sizes = blocks.sizes(scores.length);
        double[] means = new double[blocks.count()];
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("score " + scores[i] + " of weight " + i + " of " + weights);
            }
            means[blocks.of(i)] += (double) scores[i] / sizes[blocks.of(i)];
        }
        return means;
    }

    /** {@return the indices of the tensors that have a mask, ascending} */
    public Set<Integer> tensors() {
        return new TreeSet<>(zeros.keySet());
    }

    /**
     * {@return whether a weight is zero}
     *
     * @param tensor index of the weights in the graph
     * @param weight index of the weight, row-major
     */
    public boolean isZero(int tensor, int weight) {
        return zeros.containsKey(tensor) && zeros.get(tensor).get(weight);
    }

    /**
     * Sets weights to zero.
     *
     * @param tensor index of the weights in the graph
     * @param weights as many as it has, row-major
     */
    public void apply(int tensor, float[] weights) {
        zeros.getOrDefault(tensor, new BitSet()).stream().forEach(weight -> weights[weight] = 0);
    }

    /**
     * {@return the graph with these weights zero; all keeps its index}
     *
     * @param graph the one that the mask was made for, or one made of it that has the same tensors
     */
    public Graph apply(Graph graph) {
        GraphEditor editor = GraphEditor.of(graph);
        for (int tensor : zeros.keySet()) {
            Tensor old = graph.tensor(tensor);
            float[] weights = old.floats();
            apply(tensor, weights);
            editor.replace(tensor, Tensor.constant(old.name(), old.shape(), weights));
        }
        return editor.graph();
    }
}
