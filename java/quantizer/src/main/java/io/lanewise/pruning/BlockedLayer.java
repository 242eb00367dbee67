// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A layer whose weights go by blocks, in rows of as many output channels as a block has ({@link BlockRow}). */
final class BlockedLayer {
    private final int operator;
    private final WeightedOperator layer;
    private final Shape shape;
    private final float[] weights;
    private final InputMoments moments;
    private final BlockShape block;
    private final int depth;
    private final double macsOfAWeight;
    /** How many blocks of each row become zero. */
    private final int[] gone;

    BlockedLayer(Graph graph, int operator, InputMoments moments, BlockShape block) {
        this.operator = operator;
        this.layer = (WeightedOperator) graph.operators().get(operator);
        this.shape = graph.tensor(layer.weights()).shape();
        this.weights = graph.tensor(layer.weights()).floats();
        this.moments = moments;
        this.block = block;
        this.depth = weights.length / shape.dim(0);
        this.macsOfAWeight = (double) layer.macs(graph) / weights.length;
        this.gone = new int[(shape.dim(0) + block.outputs() - 1) / block.outputs()];
    }

    /**
     * A block that goes when those before it in its row are gone.
     *
     * @param weights that become zero
     * @param cost its error, as a share of the variance of the layer's sums, for what it saves: the geometric mean of
     *     weights and multiply-accumulates; or the cost of one before it in its row, if that is more
     */
    record Step(BlockedLayer layer, int row, int weights, double cost) {
        void take() {
            layer.gone[row]++;
        }
    }

    /** All steps, those of a row in their order. */
    List<Step> steps() {
        DMatrixRMaj covariance = covariance();
        double variance = variance(covariance);
        DMatrixRMaj inverse = inverse(covariance);
        return IntStream.range(0, gone.length)
                .parallel()
                .mapToObj(row -> steps(row, inverse, variance))
                .flatMap(List::stream)
                .toList();
    }

    private List<Step> steps(int index, DMatrixRMaj inverse, double variance) {
        BlockRow row = row(index, inverse);
        List<Step> steps = new ArrayList<>();
        double most = 0;
        while (row.blocks() > 0) {
            BlockRow.Removal removal = row.removeNext();
            double saved = removal.weights() * Math.sqrt(macsOfAWeight);
            most = Math.max(most, removal.error() / variance / saved);
            steps.add(new Step(this, index, removal.weights(), most));
        }
        return steps;
    }

    /** Takes the steps that are to be taken, and lets what is left of weights and bias make up for them. */
    void prune(GraphEditor editor) {
        // Not kept since the steps were told: that would be as large as all moments once more.
        DMatrixRMaj inverse = inverse(covariance());
        float[] left = weights.clone();
        IntStream.range(0, gone.length).parallel().forEach(index -> {
            BlockRow row = row(index, inverse);
            for (int i = 0; i < gone[index]; i++) {
                row.removeNext();
            }
            row.put(left, index * block.outputs() * depth);
        });
        double[] mean = moments.mean(0);
        float[] bias = Corrected.bias(editor, layer, shape.dim(0));
        for (int i = 0; i < left.length; i++) {
            bias[i / depth] += (float) ((weights[i] - left[i]) * mean[i % depth]);
        }
        Corrected.replace(editor, operator, left, bias);
    }

    private BlockRow row(int index, DMatrixRMaj inverse) {
        int first = index * block.outputs();
        int end = Math.min(shape.dim(0), first + block.outputs());
        DMatrixRMaj some = new DMatrixRMaj(end - first, depth);
        for (int i = 0; i < some.data.length; i++) {
            some.data[i] = weights[first * depth + i];
        }
        return new BlockRow(some, inverse.copy(), shape.dim(-1), block.inputs());
    }

    private DMatrixRMaj inverse(DMatrixRMaj covariance) {
        DMatrixRMaj inverse = new DMatrixRMaj(depth, depth);
        if (!CommonOps_DDRM.invertSPD(covariance, inverse)) {
            // Inputs that are always 0: blocks cost the squares of their weights.
            CommonOps_DDRM.setIdentity(inverse);
        }
        return inverse;
    }

    private DMatrixRMaj covariance() {
        return new DMatrixRMaj(depth, depth, true, moments.covariance(0));
    }

    /** Of all sums together; not 0. */
    private double variance(DMatrixRMaj covariance) {
        DMatrixRMaj all = new DMatrixRMaj(shape.dim(0), depth);
        for (int i = 0; i < weights.length; i++) {
            all.data[i] = weights[i];
        }
        DMatrixRMaj products = new DMatrixRMaj(shape.dim(0), depth);
        CommonOps_DDRM.mult(all, covariance, products);
        CommonOps_DDRM.elementMult(products, all);
        return Math.max(CommonOps_DDRM.elementSum(products), Double.MIN_NORMAL);
    }
}
