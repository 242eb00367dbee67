// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.quantizer.output.OutputFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes gzipped IDX files, the format of the MNIST data set: two zero bytes, the element type (8 for unsigned bytes),
 * the number of dimensions, each size as a big-endian int32, then the elements.
 *
 * <p>The gzip header that Java writes holds no time and no name, so the same elements give the same file.
 */
final class IdxFile {

    private static final int UNSIGNED_BYTE = 8;

    private IdxFile() {}

    /** Writes {@code uint8[n, SIZE, SIZE]}; the file appears whole or not at all. */
    static void writeImages(Path file, List<Glyph> glyphs) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (Glyph glyph : glyphs) {
            pixels.write(glyph.pixels());
        }
        write(file, pixels.toByteArray(), glyphs.size(), GlyphRenderer.SIZE, GlyphRenderer.SIZE);
    }

    /** Writes {@code uint8[n]}; the file appears whole or not at all. */
    static void writeLabels(Path file, List<Glyph> glyphs) throws IOException {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        glyphs.forEach(glyph -> labels.write(glyph.label()));
        write(file, labels.toByteArray(), glyphs.size());
    }

    private static void write(Path file, byte[] elements, int... sizes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(zipped))) {
            out.writeShort(0);
            out.writeByte(UNSIGNED_BYTE);
            out.writeByte(sizes.length);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(elements);
        }
        OutputFile.write(file, ByteBuffer.wrap(zipped.toByteArray()));
    }
}
