// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.util.Random;

/** An uneven backdrop: a base level, a linear gradient and a few soft blobs. */
final class Background {

    private static final int MOST_BLOBS = 3;

    private final float[] pixels;

    /** Draws a backdrop of {@code size} by {@code size} pixels. */
    Background(Random random, int size) {
        pixels = new float[size * size];
        double base = 0.1 + 0.8 * random.nextDouble();
        double gradientX = (random.nextDouble() - 0.5) * 0.4 / size;
        double gradientY = (random.nextDouble() - 0.5) * 0.4 / size;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (base + gradientX * (i % size - size / 2.0) + gradientY * (i / size - size / 2.0));
        }
        for (int blobs = random.nextInt(MOST_BLOBS + 1); blobs > 0; blobs--) {
            addBlob(random, size);
        }
    }

    /** Adds a Gaussian bump, lighter or darker than what is there. */
    private void addBlob(Random random, int size) {
        double centreX = size * random.nextDouble();
        double centreY = size * random.nextDouble();
        double radius = size * (0.06 + 0.2 * random.nextDouble());
        double height = (random.nextDouble() - 0.5) * 0.6;
        for (int i = 0; i < pixels.length; i++) {
            double dx = (i % size - centreX) / radius;
            double dy = (i / size - centreY) / radius;
            pixels[i] += (float) (height * StrictMath.exp(-0.5 * (dx * dx + dy * dy)));
        }
    }

    /** Grey levels row after row, about 0 black to 1 white; a blob may leave that range a little. */
    float[] pixels() {
        return pixels;
    }
}
