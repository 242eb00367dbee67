// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One font file, as a source of unhinted outlines. */
final class Typeface {

    /** Outlines are taken at a size where the font scaler's rounding no longer matters. */
    private static final float DESIGN_SIZE = 1000f;

    private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);

    private final Font font;
    private final Map<Character, Shape> outlines = new HashMap<>();

    private Typeface(Font font) {
        this.font = font;
    }

    /**
     * Reads a TrueType or OpenType file.
     *
     * @throws IOException if the file is missing or is not a font; the message names the file
     */
    static Typeface read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("font file " + file + " is missing: install the font packages listed in README.md");
        }
        try {
            return new Typeface(
                    Font.createFont(Font.TRUETYPE_FONT, file.toFile()).deriveFont(DESIGN_SIZE));
        } catch (FontFormatException e) {
            throw new IOException(file + " is not a font that can be read: " + e.getMessage(), e);
        }
    }

    /**
     * The outline of a character, centred on the origin, scaled so that the longer side of its bounding box is 1.
     * The y axis points down.
     *
     * @throws IllegalArgumentException if the font has no glyph for the character
     */
    Shape outline(char character) {
        return outlines.computeIfAbsent(character, this::unitOutline);
    }

    private Shape unitOutline(char character) {
        if (!font.canDisplay(character)) {
            throw new IllegalArgumentException("font " + font.getFontName() + " has no glyph for '" + character + "'");
        }
        Shape outline = font.createGlyphVector(UNHINTED, new char[] {character}).getOutline();
        Rectangle2D box = outline.getBounds2D();
        double scale = 1 / Math.max(box.getWidth(), box.getHeight());
        AffineTransform transform = AffineTransform.getScaleInstance(scale, scale);
        transform.translate(-box.getCenterX(), -box.getCenterY());
        return transform.createTransformedShape(outline);
    }
}
