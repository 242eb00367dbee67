// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.tensor.Shape;
import java.util.Random;

/**
 * Every other image turned left to right.
 *
 * @param shape of an image, [1, height, width, channels]
 */
public record Flip(Shape shape) implements Augmentation {

    /**
     * Checks the shape.
     *
     * @param shape of an image, [1, height, width, channels]
     * @throws IllegalArgumentException if it is of no image
     */
    public Flip {
        Shift.requireImage(shape);
    }

    @Override
    public float[] apply(float[] values, Random random) {
        if (random.nextBoolean()) {
            return values;
        }
        int width = shape.dim(2);
        int channels = shape.dim(3);
        float[] turned = new float[values.length];
        for (int row = 0; row < values.length; row += width * channels) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(values, row + x * channels, turned, row + (width - 1 - x) * channels, channels);
            }
        }
        return turned;
    }
}
