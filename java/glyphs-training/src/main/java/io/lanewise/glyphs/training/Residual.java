// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import java.util.List;

/** ReLU6 of the input plus a branch of convolutions that keeps its shape. */
final class Residual implements Stage {

    private final List<Convolution> branch;
    private final Block block;

    Residual(Convolution... branch) {
        this.branch = List.of(branch);
        SequentialBlock convolutions = new SequentialBlock();
        this.branch.forEach(convolution -> convolutions.add(convolution.block()));
        block = new ParallelBlock(Residual::sum, List.of(Blocks.identityBlock(), convolutions));
    }

    private static NDList sum(List<NDList> sides) {
        NDArray input = sides.get(0).singletonOrThrow();
        return new NDList(input.add(sides.get(1).singletonOrThrow()).clip(0, 6));
    }

    @Override
    public Block block() {
        return block;
    }

    /** The convolutions of the branch, in order. */
    List<Convolution> branch() {
        return branch;
    }
}
