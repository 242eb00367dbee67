// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GlyphSetTest {

    private static final int ROUNDS = 6;

    private static List<Typeface> typefaces;
    private static GlyphSet set;

    @BeforeAll
    static void render() throws IOException {
        typefaces = Typefaces.training();
        set = GlyphSet.render(typefaces, 7, ROUNDS * Alphabet.size());
    }

    @Test
    void sameSeedGivesSameImages() {
        GlyphSet again = GlyphSet.render(typefaces, 7, set.size());
        assertArrayEquals(set.images(), again.images());
        assertArrayEquals(set.labels(), again.labels());
    }

    @Test
    void otherSeedGivesOtherImages() {
        GlyphSet other = GlyphSet.render(typefaces, 8, set.size());
        for (int i = 0; i < set.size(); i++) {
            assertFalse(Arrays.equals(set.images()[i], other.images()[i]), "image " + i);
        }
    }

    @Test
    void everyClassIsEquallyFrequent() {
        int[] count = new int[Alphabet.size()];
        for (byte label : set.labels()) {
            count[label]++;
        }
        for (int label = 0; label < count.length; label++) {
            assertEquals(ROUNDS, count[label], "class " + Alphabet.names().get(label));
        }
    }

    @Test
    void everyImageHasContrast() {
        for (int i = 0; i < set.size(); i++) {
            int darkest = 255;
            int lightest = 0;
            for (byte pixel : set.images()[i]) {
                darkest = Math.min(darkest, pixel & 0xff);
                lightest = Math.max(lightest, pixel & 0xff);
            }
            assertTrue(lightest - darkest >= 50, "image " + i + " spans only " + darkest + " to " + lightest);
        }
    }

    @Test
    void levelsRunFromZeroToOne() {
        GlyphSet three = new GlyphSet(new byte[][] {filled(0), filled(255), filled(51)}, new byte[] {4, 5, 6});
        float[] levels = three.levels(1, 3);
        assertEquals(2 * GlyphRenderer.SIZE * GlyphRenderer.SIZE, levels.length);
        assertEquals(1f, levels[0]);
        assertEquals(0.2f, levels[levels.length - 1]);
        assertArrayEquals(new float[] {5, 6}, three.labels(1, 3));
    }

    private static byte[] filled(int level) {
        byte[] image = new byte[GlyphRenderer.SIZE * GlyphRenderer.SIZE];
        Arrays.fill(image, (byte) level);
        return image;
    }
}
