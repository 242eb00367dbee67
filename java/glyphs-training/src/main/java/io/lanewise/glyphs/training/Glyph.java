// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.quantizer.data.LabelledSample;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A labelled image.
 *
 * @param pixels {@code GlyphRenderer.SIZE} squared unsigned bytes
 * @param label the class, 0 to {@code Alphabet.size() - 1}
 */
record Glyph(byte[] pixels, int label) {

    /** Images without end, each drawn when it is its turn. Classes take turns, so that any run of them is balanced. */
    static Stream<Glyph> draw(List<Typeface> typefaces, long seed) {
        GlyphRenderer renderer = new GlyphRenderer(typefaces, new Random(seed));
        return IntStream.iterate(0, label -> (label + 1) % Alphabet.size())
                .mapToObj(label -> new Glyph(renderer.render(Alphabet.character(label)), label));
    }

    /** Grey levels from 0 to 1. */
    LabelledSample sample() {
        float[] levels = new float[pixels.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (pixels[i] & 0xff) / 255f;
        }
        return new LabelledSample(levels, label);
    }
}
