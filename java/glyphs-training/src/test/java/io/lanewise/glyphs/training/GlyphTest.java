// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.quantizer.data.LabelledSample;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GlyphTest {

    private static final int ROUNDS = 6;

    private static List<Typeface> typefaces;
    private static List<Glyph> glyphs;

    @BeforeAll
    static void draw() throws IOException {
        typefaces = Typefaces.training();
        glyphs = draw(7);
    }

    private static List<Glyph> draw(long seed) {
        return Glyph.draw(typefaces, seed).limit(ROUNDS * Alphabet.size()).toList();
    }

    @Test
    void sameSeedGivesSameImages() {
        List<Glyph> again = draw(7);
        for (int i = 0; i < glyphs.size(); i++) {
            assertArrayEquals(glyphs.get(i).pixels(), again.get(i).pixels(), "image " + i);
            assertEquals(glyphs.get(i).label(), again.get(i).label(), "image " + i);
        }
    }

    @Test
    void otherSeedGivesOtherImages() {
        List<Glyph> others = draw(8);
        for (int i = 0; i < glyphs.size(); i++) {
            assertFalse(Arrays.equals(glyphs.get(i).pixels(), others.get(i).pixels()), "image " + i);
        }
    }

    @Test
    void everyClassIsEquallyFrequent() {
        int[] count = new int[Alphabet.size()];
        glyphs.forEach(glyph -> count[glyph.label()]++);
        for (int label = 0; label < count.length; label++) {
            assertEquals(ROUNDS, count[label], "class " + Alphabet.names().get(label));
        }
    }

    @Test
    void everyImageHasContrast() {
        for (Glyph glyph : glyphs) {
            int darkest = 255;
            int lightest = 0;
            for (byte pixel : glyph.pixels()) {
                darkest = Math.min(darkest, pixel & 0xff);
                lightest = Math.max(lightest, pixel & 0xff);
            }
            assertTrue(lightest - darkest >= 50, "an image spans only " + darkest + " to " + lightest);
        }
    }

    @Test
    void levelsRunFromZeroToOne() {
        LabelledSample sample = new Glyph(new byte[] {0, (byte) 255, 51}, 5).sample();
        assertArrayEquals(new float[] {0, 1, 0.2f}, sample.values());
        assertEquals(5, sample.label());
    }
}
