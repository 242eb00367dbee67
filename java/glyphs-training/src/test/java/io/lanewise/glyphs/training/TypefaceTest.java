// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypefaceTest {

    @Test
    void everyTypefaceHasEveryCharacterAtUnitSizeAroundTheOrigin() throws IOException {
        List<Typeface> all = new ArrayList<>(Typefaces.training());
        all.addAll(Typefaces.test());
        for (Typeface typeface : all) {
            for (int label = 0; label < Alphabet.size(); label++) {
                Rectangle2D box = typeface.outline(Alphabet.character(label)).getBounds2D();
                assertEquals(1, Math.max(box.getWidth(), box.getHeight()), 1e-3);
                assertEquals(0, box.getCenterX(), 1e-3);
                assertEquals(0, box.getCenterY(), 1e-3);
            }
        }
    }

    @Test
    void missingFileIsNamed() {
        IOException e = assertThrows(IOException.class, () -> Typeface.read(Path.of("no-such-font.ttf")));
        assertTrue(e.getMessage().contains("no-such-font.ttf"), e.getMessage());
    }

    @Test
    void fileThatIsNoFontIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("not-a-font.ttf"), "text");
        IOException e = assertThrows(IOException.class, () -> Typeface.read(file));
        assertTrue(e.getMessage().contains("not-a-font.ttf"), e.getMessage());
    }
}
