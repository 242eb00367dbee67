// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class GlyphsTest {

    private static final int CLASSES = 34;
    private static final int LEAST_TEST_IMAGES = 1000;
    private static final int LEAST_CALIBRATION_IMAGES = 200;

    @Test
    void modelIsATfliteFileOfTheStatedSize() throws IOException {
        try (InputStream in = Glyphs.model()) {
            byte[] model = in.readAllBytes();
            assertEquals("TFL3", new String(model, 4, 4, StandardCharsets.US_ASCII));
            assertTrue(model.length >= 50_000 && model.length <= 300_000, model.length + " bytes");
        }
    }

    @Test
    void everyClassHasItsName() throws IOException {
        assertEquals(CLASSES, Glyphs.classNames().size());
        assertEquals(CLASSES, new HashSet<>(Glyphs.classNames()).size());
    }

    @Test
    void testSetIsBalancedAndLabelled() throws IOException {
        byte[] labels;
        try (DataInputStream in = new DataInputStream(Glyphs.testLabels())) {
            assertEquals(0x0801, in.readInt());
            labels = new byte[in.readInt()];
            in.readFully(labels);
            assertEquals(-1, in.read(), "bytes left over");
        }
        int[] count = new int[CLASSES];
        for (byte label : labels) {
            count[label]++;
        }
        for (int label = 0; label < CLASSES; label++) {
            assertEquals(
                    labels.length / CLASSES,
                    count[label],
                    "images of class " + Glyphs.classNames().get(label));
        }
        assertEquals(labels.length, checkImages(Glyphs.testImages(), LEAST_TEST_IMAGES));
    }

    @Test
    void calibrationImagesHaveTheFormOfTestImages() throws IOException {
        checkImages(Glyphs.calibrationImages(), LEAST_CALIBRATION_IMAGES);
    }

    /** Reads a whole IDX file of 32x32 images, closes it, and returns their number. */
    private static int checkImages(InputStream stream, int least) throws IOException {
        try (DataInputStream in = new DataInputStream(stream)) {
            assertEquals(0x0803, in.readInt());
            int images = in.readInt();
            assertTrue(images >= least, images + " images");
            assertArrayEquals(new int[] {32, 32}, new int[] {in.readInt(), in.readInt()});
            for (int i = 0; i < images; i++) {
                byte[] image = new byte[32 * 32];
                in.readFully(image);
                assertTrue(range(image) >= 50, "image " + i + " has hardly any contrast");
            }
            assertEquals(-1, in.read(), "bytes left over");
            return images;
        }
    }

    private static int range(byte[] image) {
        int darkest = 255;
        int lightest = 0;
        for (byte pixel : image) {
            darkest = Math.min(darkest, pixel & 0xff);
            lightest = Math.max(lightest, pixel & 0xff);
        }
        return lightest - darkest;
    }
}
