// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlyphNetworkTest {

    @Test
    void weightsFollowFromTheSeed() {
        assertEquals(GlyphNetwork.untrained(5), GlyphNetwork.untrained(5));
        assertNotEquals(GlyphNetwork.untrained(5), GlyphNetwork.untrained(6));
    }

    /** As many as the layers of the picture have: products of their sizes, and a bias for each output. */
    @Test
    void hasTheParametersOfThePicture() {
        int stem = 9 * 16 + 16;
        int separable = 9 * 16 + 16 + 16 * 32 + 32 + 9 * 32 + 32 + 32 * 64 + 64 + 9 * 64 + 64 + 64 * 128 + 128;
        int residual = 9 * 64 + 64 + 64 * 64 + 64 + 9 * 128 + 128 + 128 * 128 + 128;
        int dense = 128 * 34 + 34;
        assertEquals(stem + separable + residual + dense, constants(GlyphNetwork.untrained(1)));
    }

    private static int constants(Graph graph) {
        return graph.tensors().stream()
                .filter(Tensor::isFloatConstant)
                .map(Tensor::shape)
                .mapToInt(Shape::elements)
                .sum();
    }

    /** Within four standard errors of a variance, sqrt(2 / number of values), of the estimate. */
    @ParameterizedTest
    @CsvSource({
        "conv0, 144, 9", "depthwise1, 144, 9", "conv2, 512, 16", "depthwise3, 288, 9", "conv4, 2048, 32",
        "depthwise5, 576, 9", "depthwise8, 576, 9", "conv9, 8192, 64", "depthwise10, 1152, 9", "dense, 4352, 128"
    })
    void weightsHaveTheVarianceOfHe(String layer, int count, int products) {
        float[] weights = weights(layer);
        assertEquals(count, weights.length);
        assertEquals(1, variance(weights) * products / 2, 4 * Math.sqrt(2.0 / count));
    }

    @ParameterizedTest
    @CsvSource({"conv6, 4096", "conv11, 16384"})
    void branchesBeginAsZero(String layer, int count) {
        assertArrayEquals(new float[count], weights(layer));
    }

    private static float[] weights(String layer) {
        return GlyphNetwork.untrained(1).tensors().stream()
                .filter(tensor -> tensor.name().equals(layer + "/weights"))
                .findFirst()
                .orElseThrow()
                .floats();
    }

    private static double variance(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return squares / values.length;
    }
}
