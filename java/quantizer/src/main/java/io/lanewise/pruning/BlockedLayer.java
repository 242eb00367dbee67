// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.quantizer.moments.InputMoments;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A layer whose weights go by blocks, in rows of as many output channels as a block has ({@link BlockRow}). */
final class BlockedLayer {
    private final WeightedOperator layer;
    private final Tensor weights;
    private final float[] values;
    private final InputMoments moments;
    private final BlockShape block;
    private final int depth;
    private final DMatrixRMaj inverse;

    BlockedLayer(Graph graph, WeightedOperator layer, InputMoments moments, BlockShape block) {
        this.layer = layer;
        this.weights = graph.tensor(layer.weights());
        this.values = weights.floats();
        this.moments = moments;
        this.block = block;
        this.depth = weights.shape().elements() / weights.shape().dim(0);
        this.inverse = new DMatrixRMaj(depth, depth);
        DMatrixRMaj covariance = new DMatrixRMaj(depth, depth, true, moments.covariance(0));
        if (!CommonOps_DDRM.invertSPD(covariance, inverse)) {
            // Inputs that are always 0: all blocks cost the squares of their weights.
            CommonOps_DDRM.setIdentity(inverse);
        }
    }

    /** A block that goes when those before it in its row are gone, and all of its row up to it cost at most this. */
    private record Step(int row, double cost) {}

    /** Sets a share of the blocks to zero, and corrects what is left of weights and bias. */
    void prune(double sparsity, int operator, GraphEditor editor) {
        int outputs = weights.shape().dim(0);
        int rows = (outputs + block.outputs() - 1) / block.outputs();
        List<Step> steps = IntStream.range(0, rows)
                .parallel()
                .mapToObj(this::steps)
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(Step::cost))
                .toList();
        int[] gone = new int[rows];
        steps.stream().limit(Math.round(sparsity * steps.size())).forEach(step -> gone[step.row]++);
        float[] left = values.clone();
        IntStream.range(0, rows).parallel().forEach(row -> put(row, gone[row], left));
        double[] mean = moments.mean(0);
        float[] bias = Corrected.bias(editor, layer, outputs);
        for (int i = 0; i < left.length; i++) {
            bias[i / depth] += (float) ((values[i] - left[i]) * mean[i % depth]);
        }
        Corrected.replace(editor, operator, left, bias);
    }

    private BlockRow row(int index) {
        int first = index * block.outputs();
        int end = Math.min(weights.shape().dim(0), first + block.outputs());
        DMatrixRMaj some = new DMatrixRMaj(end - first, depth);
        for (int i = 0; i < some.data.length; i++) {
            some.data[i] = values[first * depth + i];
        }
        return new BlockRow(some, inverse.copy(), weights.shape().dim(-1), block.inputs());
    }

    /** All blocks of a row in the order in which they go. */
    private List<Step> steps(int index) {
        BlockRow row = row(index);
        List<Step> steps = new ArrayList<>();
        double most = 0;
        while (row.blocks() > 0) {
            most = Math.max(most, row.removeNext());
            steps.add(new Step(index, most));
        }
        return steps;
    }

    private void put(int index, int gone, float[] left) {
        BlockRow row = row(index);
        for (int i = 0; i < gone; i++) {
            row.removeNext();
        }
        row.put(left, index * block.outputs() * depth);
    }
}
