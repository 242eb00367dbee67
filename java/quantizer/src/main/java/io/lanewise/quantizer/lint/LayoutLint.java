// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import io.lanewise.tensor.Shape;
import java.util.Optional;

/**
 * Tells NCHW images from NHWC ones by their content: in natural images neighbours are alike. In a column they lie
 * width * channels elements apart in NHWC and width in NCHW. Read with the wrong distance, the pair is some pixels
 * apart, or in another channel.
 */
final class LayoutLint {
    /** One reading must be this much smoother: images without structure, such as noise, give about 1. */
    private static final double CLEARLY = 0.8;

    private static final int SMALLEST_SIDE = 8;

    private final int height;
    private final int width;
    private final int channels;
    private double planes;
    private double pixels;
    private long pairs;

    LayoutLint(Shape shape) {
        boolean image = shape.rank() == 4
                && shape.dim(1) >= SMALLEST_SIDE
                && shape.dim(2) >= SMALLEST_SIDE
                && shape.dim(3) > 1
                && shape.dim(3) <= 4;
        this.height = image ? shape.dim(1) : 0;
        this.width = image ? shape.dim(2) : 0;
        this.channels = image ? shape.dim(3) : 0;
    }

    void add(float[] sample) {
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y + 1 < height; y++) {
                for (int x = 0; x < width; x++) {
                    int plane = (c * height + y) * width + x;
                    int pixel = (y * width + x) * channels + c;
                    planes += Math.abs((double) sample[plane + width] - sample[plane]);
                    pixels += Math.abs((double) sample[pixel + width * channels] - sample[pixel]);
                }
            }
        }
        pairs += (long) channels * Math.max(0, height - 1) * width;
    }

    Optional<DataWarning> warning() {
        return planes < CLEARLY * pixels
                ? Optional.of(new SuspiciousLayout(planes / pairs, pixels / pairs))
                : Optional.empty();
    }
}
