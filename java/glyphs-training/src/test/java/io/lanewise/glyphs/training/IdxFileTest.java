// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

    private static final int PIXELS = GlyphRenderer.SIZE * GlyphRenderer.SIZE;

    @TempDir
    Path folder;

    @Test
    void imagesHaveThreeDimensions() throws IOException {
        List<Glyph> glyphs = List.of(labelled(0), labelled(0));
        glyphs.get(1).pixels()[0] = (byte) 0xfe;
        Path file = folder.resolve("images.gz");
        IdxFile.writeImages(file, glyphs);
        byte[] bytes = unzip(file);
        assertEquals(16 + 2 * PIXELS, bytes.length);
        assertEquals("00000803" + "00000002" + "00000020" + "00000020", hex(bytes, 0, 16));
        assertEquals("00fe00", hex(bytes, 16 + PIXELS - 1, 16 + PIXELS + 2));
    }

    @Test
    void labelsHaveOne() throws IOException {
        Path file = folder.resolve("labels.gz");
        IdxFile.writeLabels(file, List.of(labelled(0), labelled(33), labelled(1)));
        assertEquals("00000801" + "00000003" + "002101", hex(unzip(file), 0, 11));
    }

    @Test
    void headerHoldsNoTime() throws IOException {
        Path file = folder.resolve("labels.gz");
        IdxFile.writeLabels(file, List.of(labelled(0)));
        assertArrayEquals(new byte[4], Arrays.copyOfRange(Files.readAllBytes(file), 4, 8));
    }

    private static Glyph labelled(int label) {
        return new Glyph(new byte[PIXELS], label);
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }

    private static byte[] unzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
