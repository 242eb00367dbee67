// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.tensor.Shape;
import java.util.Random;

/**
 * Images moved by up to so many pixels each way; what comes in at an edge repeats the pixels of that edge. Spectra with
 * time along their height are moved in time by a vertical shift alone.
 *
 * @param shape of an image, [1, height, width, channels]
 * @param vertical most pixels up or down
 * @param horizontal most pixels to the left or right
 */
public record Shift(Shape shape, int vertical, int horizontal) implements Augmentation {

    /**
     * Checks the numbers.
     *
     * @param shape of an image, [1, height, width, channels]
     * @param vertical most pixels up or down, at least 0, fewer than the height
     * @param horizontal most pixels to the left or right, at least 0, fewer than the width
     * @throws IllegalArgumentException if it is of no image, or the pixels are out of their range
     */
    public Shift {
        requireImage(shape);
        if (vertical < 0 || horizontal < 0 || vertical >= shape.dim(1) || horizontal >= shape.dim(2)) {
            throw new IllegalArgumentException(
                    "a shift by " + vertical + " and " + horizontal + " pixels of an image of " + shape);
        }
    }

    static void requireImage(Shape shape) {
        if (shape.rank() != 4 || shape.dim(0) != 1) {
            throw new IllegalArgumentException(shape + " is no image [1,height,width,channels]");
        }
    }

    @Override
    public float[] apply(float[] values, Random random) {
        int down = random.nextInt(2 * vertical + 1) - vertical;
        int right = random.nextInt(2 * horizontal + 1) - horizontal;
        int height = shape.dim(1);
        int width = shape.dim(2);
        int channels = shape.dim(3);
        float[] moved = new float[values.length];
        for (int y = 0; y < height; y++) {
            int fromRow = Math.max(0, Math.min(height - 1, y - down)) * width;
            for (int x = 0; x < width; x++) {
                int from = fromRow + Math.max(0, Math.min(width - 1, x - right));
                System.arraycopy(values, from * channels, moved, (y * width + x) * channels, channels);
            }
        }
        return moved;
    }
}
