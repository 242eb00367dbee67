// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.lanewise.glyphs.training.FoldedConvolution.Statistics;
import org.junit.jupiter.api.Test;

class FoldedConvolutionTest {

    /** Channel 0 is scaled by 3 / sqrt(3 + 1) = 1.5, channel 1 by 1 / sqrt(15 + 1) = 0.25. */
    private static final Statistics STATISTICS =
            new Statistics(new float[] {3, 1}, new float[] {10, 20}, new float[] {2, 8}, new float[] {3, 15}, 1);

    private static final float[] BIAS = {10 - 2 * 1.5f, 20 - 8 * 0.25f};

    @Test
    void fullMovesInputsInnermost() {
        float[] weights = {
            // output 0: input 0 then input 1, each 2x2
            1, 2, 3, 4, 5, 6, 7, 8,
            // output 1
            10, 20, 30, 40, 50, 60, 70, 80
        };
        FoldedConvolution folded = FoldedConvolution.full(weights, 2, STATISTICS);
        assertArrayEquals(new int[] {2, 2, 2, 2}, folded.shape());
        assertArrayEquals(
                new float[] {
                    1.5f, 7.5f, 3, 9, 4.5f, 10.5f, 6, 12,
                    2.5f, 12.5f, 5, 15, 7.5f, 17.5f, 10, 20
                },
                folded.weights());
        assertArrayEquals(BIAS, folded.bias());
    }

    @Test
    void depthwiseMovesChannelsInnermost() {
        float[] weights = {1, 2, 3, 4, 10, 20, 30, 40};
        FoldedConvolution folded = FoldedConvolution.depthwise(weights, 2, STATISTICS);
        assertArrayEquals(new int[] {1, 2, 2, 2}, folded.shape());
        assertArrayEquals(new float[] {1.5f, 2.5f, 3, 5, 4.5f, 7.5f, 6, 10}, folded.weights());
        assertArrayEquals(BIAS, folded.bias());
    }
}
