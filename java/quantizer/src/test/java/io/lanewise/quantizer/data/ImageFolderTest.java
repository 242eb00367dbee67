// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static io.lanewise.quantizer.data.IdxFilesTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final int RED = 0xFF0000;
    private static final int BLUE = 0x0000FF;

    @TempDir
    private Path folder;

    private void image(String name, int type, int width, int... pixels) throws IOException {
        BufferedImage image = new BufferedImage(width, pixels.length / width, type);
        for (int i = 0; i < pixels.length; i++) {
            if (type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY) {
                image.getRaster().setSample(i % width, i / width, 0, pixels[i]);
            } else {
                image.setRGB(i % width, i / width, pixels[i]);
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()));
    }

    private void rgb(String name, int width, int... pixels) throws IOException {
        image(name, BufferedImage.TYPE_INT_RGB, width, pixels);
    }

    private List<String> read(Shape shape, ImageFit fit) throws IOException {
        return Bytes.read(ImageFolder.open(folder, shape, fit, List.of()));
    }

    @Test
    void subFoldersAreClassesByName() throws IOException {
        rgb("zebra/b.png", 1, BLUE);
        rgb("zebra/a.png", 1, RED);
        rgb("ape/x.png", 1, 0x010203);
        Files.writeString(folder.resolve("ape/readme.txt"), "passed over");
        Dataset dataset = ImageFolder.open(folder, Shape.of(1, 1, 3), ImageFit.NONE, List.of());
        assertEquals(List.of("ape", "zebra"), dataset.classNames());
        assertTrue(dataset.labelled());
        assertEquals(List.of("[1, 2, 3]=0", "[255, 0, 0]=1", "[0, 0, 255]=1"), Bytes.read(dataset));
        Dataset named = ImageFolder.open(folder, Shape.of(1, 1, 3), ImageFit.NONE, List.of("zebra", "cat", "ape"));
        assertEquals(List.of("[1, 2, 3]=2", "[255, 0, 0]=0", "[0, 0, 255]=0"), Bytes.read(named));
        assertMessage(
                folder.resolve("ape") + ": is not the name of a class; classes are [zebra]",
                () -> ImageFolder.open(folder, Shape.of(1, 1, 3), ImageFit.NONE, List.of("zebra")));
    }

    @Test
    void aFlatFolderHasNoLabels() throws IOException {
        rgb("2.png", 1, BLUE);
        rgb("1.png", 1, RED);
        assertFalse(ImageFolder.open(folder, Shape.of(1, 1, 3), ImageFit.NONE, List.of())
                .labelled());
        assertEquals(List.of("[255, 0, 0]", "[0, 0, 255]"), read(Shape.of(1, 1, 3), ImageFit.NONE));
        // 0.299 * 255 = 76.2, 0.114 * 255 = 29.1
        assertEquals(List.of("[76]", "[29]"), read(Shape.of(1, 1, 1), ImageFit.NONE));
    }

    @Test
    void greyImagesKeepTheirLevels() throws IOException {
        image("8.png", BufferedImage.TYPE_BYTE_GRAY, 2, 0, 100);
        image("9.png", BufferedImage.TYPE_USHORT_GRAY, 2, 65535, 25700);
        assertEquals(List.of("[0, 100]", "[255, 100]"), read(Shape.of(1, 2, 1), ImageFit.NONE));
        assertEquals(
                List.of("[0, 0, 0, 100, 100, 100]", "[255, 255, 255, 100, 100, 100]"),
                read(Shape.of(1, 2, 3), ImageFit.NONE));
    }

    @Test
    void jpegIsRead() throws IOException {
        image("1.jpg", BufferedImage.TYPE_BYTE_GRAY, 8, new int[64]);
        assertEquals(List.of("[" + "0, ".repeat(63) + "0]"), read(Shape.of(8, 8, 1), ImageFit.NONE));
    }

    @Test
    void resizesBetweenPixelCentres() throws IOException {
        image("1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 0, 40, 80, 120);
        // Two columns from four: source positions (x + 0.5) * 2 - 0.5 = 0.5 and 2.5.
        assertEquals(List.of("[20, 100]"), read(Shape.of(1, 2, 1), ImageFit.STRETCH));
        // Eight from four: -0.25 (clamped to 0), 0.25, 0.75, 1.25, ...
        assertEquals(List.of("[0, 10, 30, 50, 70, 90, 110, 120]"), read(Shape.of(1, 8, 1), ImageFit.STRETCH));
        // One square cell from a 4x1 image: cropped to its middle, position 1.5.
        assertEquals(List.of("[60]"), read(Shape.of(1, 1, 1), ImageFit.CROP));
    }

    @Test
    void cropKeepsTheAspectRatio() throws IOException {
        image("1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 9, 1, 2, 9, 9, 3, 4, 9);
        assertEquals(List.of("[1, 2, 3, 4]"), read(Shape.of(2, 2, 1), ImageFit.CROP));
        assertMessage(
                folder.resolve("1.png") + ": image of 4x2 where 2x2 is wanted; choose a way to resize: stretch or crop",
                () -> read(Shape.of(2, 2, 1), ImageFit.NONE));
    }

    @Test
    void whatIsNoImageFolderIsRefused() throws IOException {
        assertMessage(
                folder + ": has no .png, .jpg or .jpeg file, and no sub-folder has one",
                () -> read(Shape.of(1, 1, 3), ImageFit.NONE));
        Files.writeString(folder.resolve("fake.png"), "no image");
        assertMessage(
                folder.resolve("fake.png") + ": not a PNG or JPEG image", () -> read(Shape.of(1, 1, 3), ImageFit.NONE));
        rgb("class/1.png", 1, RED);
        assertMessage(
                folder
                        + ": has both images (fake.png) and sub-folders (class); classes are sub-folders,"
                        + " with no image beside them",
                () -> read(Shape.of(1, 1, 3), ImageFit.NONE));
        assertThrows(IllegalArgumentException.class, () -> read(Shape.of(1, 1, 4), ImageFit.NONE));
    }

    @Test
    void aDamagedImageNamesItself() throws IOException {
        rgb("1.png", 2, RED, BLUE);
        byte[] bytes = Files.readAllBytes(folder.resolve("1.png"));
        for (int length = 9; length < bytes.length; length += 7) {
            Files.write(folder.resolve("1.png"), java.util.Arrays.copyOf(bytes, length));
            try {
                read(Shape.of(1, 2, 3), ImageFit.NONE);
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(folder.resolve("1.png") + ": "), e.getMessage());
            }
        }
    }
}
