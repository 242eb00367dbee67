// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The weights of neighbouring output channels, of which whole blocks become zero, one after the other, while those that
 * are left make up for them. With the covariances C of a sum's inputs, its mean squared error grows by
 * {@code w_Bᵀ (C^-1_BB)^-1 w_B} at least when the weights w_B of a block become zero; it does where the others change
 * by {@code -C^-1_:B (C^-1_BB)^-1 w_B} (Hassibi and Stork, Second Order Derivatives for Network Pruning: Optimal Brain
 * Surgeon, 1993, equation 5, for more weights than one). The least for a weight goes first.
 */
final class BlockRow {
    /** Output channels x inputs of a sum. */
    private final DMatrixRMaj weights;
    /** Of the covariances, without what the inputs that are gone told. */
    private final DMatrixRMaj inverse;

    private final List<Block> left = new ArrayList<>();

    /** Neighbouring inputs of a sum, from the first to before the end. */
    private record Block(int first, int end) {
        int size() {
            return end - first;
        }
    }

    /**
     * All weights.
     *
     * @param weights of some output channels, changed by this
     * @param inverse of the covariances, changed by this
     * @param inputs how many channels of input there are; a sum has them for each place of a window
     * @param width how many of those a block has, at most
     */
    BlockRow(DMatrixRMaj weights, DMatrixRMaj inverse, int inputs, int width) {
        this.weights = weights;
        this.inverse = inverse;
        for (int place = 0; place < weights.numCols; place += inputs) {
            for (int input = 0; input < inputs; input += width) {
                left.add(new Block(place + input, place + Math.min(inputs, input + width)));
            }
        }
    }

    /**
     * What a block that becomes zero saves and costs.
     *
     * @param weights how many it has
     * @param error how much the squared errors of all sums grow
     */
    record Removal(int weights, double error) {}

    /** How many blocks are not zero yet. */
    int blocks() {
        return left.size();
    }

    /** Writes the weights behind each other. */
    void put(float[] target, int at) {
        for (int i = 0; i < weights.data.length; i++) {
            target[at + i] = (float) weights.data[i];
        }
    }

    /** Makes the block zero whose weights cost least. */
    Removal removeNext() {
        Block next = left.get(0);
        double least = error(next);
        for (Block block : left) {
            double error = error(block);
            if (error / block.size() < least / next.size()) {
                least = error;
                next = block;
            }
        }
        left.remove(next);
        DMatrixRMaj columns = CommonOps_DDRM.extract(inverse, next.first, next.end, 0, inverse.numCols);
        DMatrixRMaj told = new DMatrixRMaj(next.size(), inverse.numCols);
        CommonOps_DDRM.mult(core(next), columns, told);
        CommonOps_DDRM.multAdd(-1, of(next), told, weights);
        CommonOps_DDRM.multAddTransA(-1, columns, told, inverse);
        // But for rounding they are; from now on they are exactly.
        clear(weights, 0, weights.numRows, next.first, next.end);
        clear(inverse, 0, inverse.numRows, next.first, next.end);
        clear(inverse, next.first, next.end, 0, inverse.numCols);
        return new Removal(weights.numRows * next.size(), least);
    }

    private static void clear(DMatrixRMaj matrix, int firstRow, int endRow, int first, int end) {
        for (int row = firstRow; row < endRow; row++) {
            Arrays.fill(matrix.data, row * matrix.numCols + first, row * matrix.numCols + end, 0);
        }
    }

    private double error(Block block) {
        DMatrixRMaj some = of(block);
        DMatrixRMaj product = new DMatrixRMaj(some.numRows, some.numCols);
        CommonOps_DDRM.mult(some, core(block), product);
        CommonOps_DDRM.elementMult(product, some);
        return CommonOps_DDRM.elementSum(product);
    }

    private DMatrixRMaj of(Block block) {
        return CommonOps_DDRM.extract(weights, 0, weights.numRows, block.first, block.end);
    }

    /** What the inputs of a block tell that no other that is left does, inverted once more. */
    private DMatrixRMaj core(Block block) {
        DMatrixRMaj core = CommonOps_DDRM.extract(inverse, block.first, block.end, block.first, block.end);
        CommonOps_DDRM.invertSPD(core, core);
        return core;
    }
}
