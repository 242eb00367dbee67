// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

import io.lanewise.tensor.Shape;

/**
 * Weights in blocks: output channels are the outermost dimension, input channels the innermost, and all between are
 * places of a window.
 */
final class Blocks {
    private final BlockShape block;
    private final int places;
    private final int inputs;
    private final int across;
    private final int count;

    Blocks(Shape weights, BlockShape block) {
        this.block = block;
        this.inputs = weights.dim(-1);
        this.places = weights.elements() / (weights.dim(0) * inputs);
        this.across = (inputs + block.inputs() - 1) / block.inputs();
        this.count = (weights.dim(0) + block.outputs() - 1) / block.outputs() * places * across;
    }

    int count() {
        return count;
    }

    /** The block of a weight, by its index in the row-major tensor. */
    int of(int weight) {
        int place = weight / inputs % places;
        int output = weight / inputs / places;
        return (output / block.outputs() * places + place) * across + weight % inputs / block.inputs();
    }

    /** How many weights each block has. */
    int[] sizes(int weights) {
        int[] sizes = new int[count];
        for (int weight = 0; weight < weights; weight++) {
            sizes[of(weight)]++;
        }
        return sizes;
    }
}
