// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image file that ends early is refused, or has all of its pixels. */
class TruncatedImageTest {
    private static final int SIZE = 24;

    @TempDir
    private Path folder;

    private static byte[] encoded(String format, boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(5);
        for (int at = 0; at < SIZE * SIZE; at++) {
            image.setRGB(at % SIZE, at / SIZE, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private byte[] decoded(byte[] file) throws IOException {
        byte[] pixels = new byte[SIZE * SIZE * 3];
        // The content says what it is, not the name.
        Path image = Files.write(folder.resolve("image.jpg"), file);
        new ImageDecoder(Shape.of(SIZE, SIZE, 3), ImageFit.NONE).decode(image, pixels);
        return pixels;
    }

    @ParameterizedTest
    @CsvSource({"jpeg,false", "jpeg,true", "png,false", "png,true", "bmp,false", "gif,false"})
    void noPixelIsMadeUp(String format, boolean progressive) throws IOException {
        byte[] file = encoded(format, progressive);
        byte[] whole = decoded(file);
        int complete = 0;
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            try {
                assertArrayEquals(whole, decoded(cut), format + " of " + file.length + " bytes, cut to " + length);
                complete++;
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith(folder.resolve("image.jpg") + ": "), e.getMessage());
                assertFalse(e.getMessage().endsWith("null"), e.getMessage());
            }
        }
        // A JPEG without its end may lack whole scans; of other formats checksums and end marks may be missing.
        assertTrue(complete <= (format.equals("jpeg") ? 0 : 20), complete + " cut files are taken for whole");
    }

    @Test
    void aTruncatedJpegIsNamed() throws IOException {
        byte[] file = encoded("jpeg", false);
        String message = assertThrows(DatasetException.class, () -> decoded(Arrays.copyOf(file, file.length / 2 + 200)))
                .getMessage();
        assertEquals(
                folder.resolve("image.jpg")
                        + ": is damaged: Truncated File - Missing EOI marker; a part of its pixels is made up",
                message);
    }

    /** As some cameras write: not damage. */
    @Test
    void bytesTooManyDoNoHarm() throws IOException {
        byte[] file = encoded("jpeg", false);
        byte[] more = Arrays.copyOf(file, file.length + 8);
        more[file.length - 2] = 0x12;
        more[file.length - 1] = 0x34;
        more[more.length - 2] = (byte) 0xFF;
        more[more.length - 1] = (byte) 0xD9;
        assertArrayEquals(decoded(file), decoded(more));
        assertEquals(List.of("image.jpg"), Arrays.asList(folder.toFile().list()));
    }
}
