// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.util.List;
import java.util.Random;

/**
 * Labelled images.
 *
 * @param images one array of {@code GlyphRenderer.SIZE} squared unsigned bytes per image
 * @param labels the class of each image, 0 to {@code Alphabet.size() - 1}
 */
record GlyphSet(byte[][] images, byte[] labels) {

    /** Renders {@code count} images. Classes take turns, so that any run of images is balanced. */
    static GlyphSet render(GlyphRenderer renderer, int count) {
        byte[][] images = new byte[count][];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % Alphabet.size());
            images[i] = renderer.render(Alphabet.character(labels[i]));
        }
        return new GlyphSet(images, labels);
    }

    /** Renders {@code count} images from a seed of their own. */
    static GlyphSet render(List<Typeface> typefaces, long seed, int count) {
        return render(new GlyphRenderer(typefaces, new Random(seed)), count);
    }

    /** Number of images. */
    int size() {
        return images.length;
    }

    /** Images {@code from} to {@code to}, exclusive, one after the other, as grey levels from 0 to 1. */
    float[] levels(int from, int to) {
        int pixels = GlyphRenderer.SIZE * GlyphRenderer.SIZE;
        float[] levels = new float[(to - from) * pixels];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (images[from + i / pixels][i % pixels] & 0xff) / 255f;
        }
        return levels;
    }

    /** Labels {@code from} to {@code to}, exclusive, as the floats that DJL's loss expects. */
    float[] labels(int from, int to) {
        float[] wide = new float[to - from];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = labels[from + i];
        }
        return wide;
    }
}
