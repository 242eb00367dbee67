// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

import io.lanewise.graph.Graph;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantization.Dequantization;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How many weights of a model, float or quantized, are zero.
 *
 * @param layers operators with constant weights, in the order in which they run
 */
public record Sparsity(List<Layer> layers) {

    /**
     * One operator.
     *
     * @param operator index in the graph
     * @param weights how many it has
     * @param zeros how many of them stand for 0
     * @param blocks how many whole or cut blocks they lie in
     * @param zeroBlocks how many of those have nothing but zeros
     * @param macs its multiply-accumulates
     * @param zeroMacs how many of those are with weights of zero blocks
     */
    public record Layer(
            int operator, long weights, long zeros, long blocks, long zeroBlocks, long macs, long zeroMacs) {}

    /**
     * Copies the list.
     *
     * @param layers operators with constant weights, in the order in which they run
     */
    public Sparsity {
        layers = List.copyOf(layers);
    }

    /**
     * {@return what a graph has}
     *
     * @param graph float or quantized
     * @param block of what blocks are counted; weights of depthwise convolutions have none
     */
    public static Sparsity of(Graph graph, BlockShape block) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < graph.operators().size(); i++) {
            if (graph.operators().get(i) instanceof WeightedOperator layer
                    && graph.tensor(layer.weights()).isConstant()) {
                layers.add(of(i, graph, layer, layer.channelAxis() == 0 ? block : null));
            }
        }
        return new Sparsity(layers);
    }

    /** {@code block}: null to count none. */
    private static Layer of(int operator, Graph graph, WeightedOperator layer, BlockShape block) {
        Tensor weights = graph.tensor(layer.weights());
        float[] values = weights.type() == DataType.FLOAT32 ? weights.floats() : Dequantization.floats(weights);
        int zeros = 0;
        Blocks blocks = block == null || values.length == 0 ? null : new Blocks(weights.shape(), block);
        int[] sizes = blocks == null ? new int[0] : blocks.sizes(values.length);
        int[] left = sizes.clone();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 0) {
                zeros++;
                if (blocks != null) {
                    left[blocks.of(i)]--;
                }
            }
        }
        int zeroBlocks = 0;
        long skipped = 0;
        for (int i = 0; i < left.length; i++) {
            zeroBlocks += left[i] == 0 ? 1 : 0;
            skipped += left[i] == 0 ? sizes[i] : 0;
        }
        long macs = layer.macs(graph);
        long zeroMacs = skipped == 0 ? 0 : Math.round((double) macs / values.length * skipped);
        return new Layer(operator, values.length, zeros, left.length, zeroBlocks, macs, zeroMacs);
    }

    /** {@return the share of all weights that is zero, 0 to 1; 0 of a model without weights} */
    public double ofWeights() {
        return share(Layer::zeros, Layer::weights);
    }

    /** {@return the share of all blocks that has nothing but zeros, 0 to 1; 0 of a model without any} */
    public double ofBlocks() {
        return share(Layer::zeroBlocks, Layer::blocks);
    }

    /** {@return the share of all multiply-accumulates that is with weights of zero blocks, 0 to 1} */
    public double ofMacs() {
        return share(Layer::zeroMacs, Layer::macs);
    }

    private double share(ToLongFunction<Layer> part, ToLongFunction<Layer> all) {
        long whole = layers.stream().mapToLong(all).sum();
        return whole == 0 ? 0 : (double) layers.stream().mapToLong(part).sum() / whole;
    }
}
