// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Random;

/**
 * Draws one glyph as a small greyscale photograph might show it: a random typeface, distorted, thinner or bolder, dark
 * on light or light on dark, on an uneven background, out of focus and noisy.
 */
final class GlyphRenderer {

    /** Width and height of an image in pixels. */
    static final int SIZE = 32;

    private static final int PIXELS = SIZE * SIZE;

    private final List<Typeface> typefaces;
    private final Random random;

    /** All chance comes from {@code random}: the same typefaces and seed give the same sequence of images. */
    GlyphRenderer(List<Typeface> typefaces, Random random) {
        this.typefaces = List.copyOf(typefaces);
        this.random = random;
    }

    /**
     * Renders the next image.
     *
     * @return {@code SIZE * SIZE} bytes, row after row, each an unsigned grey level, 0 black to 255 white
     */
    byte[] render(char character) {
        Typeface typeface = typefaces.get(random.nextInt(typefaces.size()));
        float[] coverage = coverage(new Distortion(random, SIZE).apply(typeface.outline(character)));
        float[] image = new Background(random, SIZE).pixels();
        ink(image, coverage);
        blur(image, random.nextFloat() * 0.25f);
        return expose(image, random.nextFloat() * 0.08f);
    }

    /** The share of each pixel that ink covers, 0 to 1. */
    private float[] coverage(Shape outline) {
        BufferedImage mask = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = mask.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fill(outline);
        float growth = random.nextFloat() * 1.6f - 0.4f;
        if (growth < 0) {
            graphics.setColor(Color.BLACK);
        }
        graphics.setStroke(new BasicStroke(Math.abs(growth), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(outline);
        graphics.dispose();
        byte[] levels = ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
        float[] coverage = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            coverage[i] = (levels[i] & 0xff) / 255f;
        }
        return coverage;
    }

    /** Lays ink of one grey level over the background, lighter or darker than it by a visible step. */
    private void ink(float[] image, float[] coverage) {
        float contrast = 0.35f + 0.45f * random.nextFloat();
        float mean = 0;
        for (float level : image) {
            mean += level / PIXELS;
        }
        boolean lighter = random.nextBoolean();
        if (mean + contrast > 1) {
            lighter = false;
        } else if (mean - contrast < 0) {
            lighter = true;
        }
        float level = lighter ? mean + contrast : mean - contrast;
        for (int i = 0; i < PIXELS; i++) {
            image[i] += coverage[i] * (level - image[i]);
        }
    }

    /** Smooths with the kernel (side, 1 - 2 side, side) along rows and columns; the border repeats. */
    private static void blur(float[] image, float side) {
        for (int line = 0; line < SIZE; line++) {
            blurLine(image, line * SIZE, 1, side);
        }
        for (int line = 0; line < SIZE; line++) {
            blurLine(image, line, SIZE, side);
        }
    }

    private static void blurLine(float[] image, int start, int step, float side) {
        float before = image[start];
        for (int i = 0; i < SIZE; i++) {
            int at = start + i * step;
            float here = image[at];
            float after = image[i + 1 < SIZE ? at + step : at];
            image[at] = here + side * (before - 2 * here + after);
            before = here;
        }
    }

    /** Adds Gaussian noise and quantizes to bytes. */
    private byte[] expose(float[] image, float noise) {
        byte[] bytes = new byte[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            double level = image[i] + noise * random.nextGaussian();
            bytes[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, level)));
        }
        return bytes;
    }
}
