// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.WindowGeometry;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.WeightMask;
import io.lanewise.pruning.mask.WeightScores;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.quantizer.moments.InputReader;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Sets blocks of weights to zero by what layers' sums lose on samples, when the weights that are left and the bias make
 * up for them as far as they can: Optimal Brain Surgeon (Hassibi and Stork 1993) for blocks, on second moments of each
 * layer's inputs.
 *
 * <p>Of grouped and transposed convolutions, of layers that share their weights, and where the moments would be too
 * large (sums of more than 1,536 products) or too long to work with (single weights of large layers), the same share of
 * blocks becomes zero, those of the smallest L2 norms, and nothing makes up for them.
 */
public final class BlockPruning {
    /** Multiplications for a layer: some minutes. */
    private static final double MOST_WORK = 3e11;

    private BlockPruning() {}

    /**
     * {@return the graph with blocks of zeros, from whichever layers lose least for what they save; operators keep
     * their places} What is lost is a mean squared error as a share of the variance of the layer's sums, what is saved
     * the geometric mean of weights and multiply-accumulates. Weights of depthwise convolutions stay.
     *
     * @param graph of float32
     * @param block how many weights become zero together
     * @param sparsity the share of these layers' weights that is zero afterwards, 0 to 1; rounded up to whole blocks.
     *     Those that are zero already go first
     * @param samples values of the inputs, read once; some hundred
     * @param backend what runs the graph
     * @param included which operators' weights
     * @throws IllegalArgumentException if the sparsity is out of range, there are no samples, or one is of another size
     */
    public static Graph apply(
            Graph graph,
            BlockShape block,
            double sparsity,
            Iterable<float[]> samples,
            Backend backend,
            Predicate<Operator> included) {
        Map<Integer, InputMoments> moments = new TreeMap<>();
        long bytes = 0;
        for (int i = 0; i < graph.operators().size(); i++) {
            Operator operator = graph.operators().get(i);
            Optional<WindowGeometry> window =
                    included.test(operator) ? window(graph, operator, block) : Optional.empty();
            if (window.isPresent() && bytes + InputMoments.bytes(window.get()) <= LayerInputs.BUDGET) {
                bytes += InputMoments.bytes(window.get());
                moments.put(i, new InputMoments(window.get(), LayerInput.CELLS));
            }
        }
        InputReader.feed(graph, samples, backend, moments);
        GraphEditor editor = GraphEditor.of(WeightMask.of(
                        graph,
                        block,
                        sparsity,
                        WeightScores.L2,
                        operator -> included.test(operator)
                                && !moments.containsKey(graph.operators().indexOf(operator)))
                .apply(graph));
        List<BlockedLayer> layers = new ArrayList<>();
        moments.forEach((i, of) -> layers.add(new BlockedLayer(graph, i, of, block)));
        choose(layers, sparsity);
        layers.forEach(layer -> layer.prune(editor));
        return editor.cleaned();
    }

    /** The blocks of the least loss for what they save, until those are enough. */
    private static void choose(List<BlockedLayer> layers, double sparsity) {
        List<BlockedLayer.Step> steps = layers.stream()
                .map(BlockedLayer::steps)
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(BlockedLayer.Step::cost))
                .toList();
        long all = steps.stream().mapToLong(BlockedLayer.Step::weights).sum();
        long zeros = 0;
        for (BlockedLayer.Step step : steps) {
            if (zeros >= sparsity * all) {
                return;
            }
            step.take();
            zeros += step.weights();
        }
    }

    /** What a layer's sums read, if its blocks can make up for each other. */
    private static Optional<WindowGeometry> window(Graph graph, Operator operator, BlockShape block) {
        if (!(operator instanceof WeightedOperator layer)
                || layer.channelAxis() != 0
                || !graph.tensor(layer.weights()).isFloatConstant()
                || readers(graph, layer.weights()) > 1) {
            return Optional.empty();
        }
        Shape shape = graph.tensor(layer.weights()).shape();
        double depth = (double) shape.elements() / shape.dim(0);
        return layer.windows(graph)
                .filter(window -> window.groups() == 1)
                .filter(window -> depth <= LayerInput.MOST_INPUTS
                        && Math.ceil((double) shape.dim(0) / block.outputs()) * depth * depth * depth <= MOST_WORK);
    }

    private static long readers(Graph graph, int tensor) {
        return graph.operators().stream()
                .filter(operator -> operator.inputs().contains(tensor))
                .count();
    }
}
