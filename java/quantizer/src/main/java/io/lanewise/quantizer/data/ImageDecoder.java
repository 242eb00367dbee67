// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes image files to uint8 pixels of one shape, [height, width, 1 (grey) or 3 (RGB)]. */
final class ImageDecoder {
    /**
     * libjpeg goes on with grey where data is missing, and ImageIO with it; both only warn, in these words. Bytes too
     * many before a marker, which some cameras write, do no harm.
     */
    private static final Pattern DAMAGE =
            Pattern.compile("Truncated File|Premature end|Corrupt JPEG data: (?!.*extraneous)");

    private final int height;
    private final int width;
    private final int channels;
    private final ImageFit fit;

    ImageDecoder(Shape shape, ImageFit fit) {
        if (shape.rank() != 3 || shape.elements() == 0 || shape.dim(2) != 1 && shape.dim(2) != 3) {
            throw new IllegalArgumentException("images are read as [height,width,1] or [height,width,3], not " + shape);
        }
        this.height = shape.dim(0);
        this.width = shape.dim(1);
        this.channels = shape.dim(2);
        this.fit = fit;
    }

    /** Decodes a file into {@code target}, rows from the top. */
    void decode(Path file, byte[] target) throws IOException {
        BufferedImage image = read(file);
        if (fit == ImageFit.NONE && (image.getWidth() != width || image.getHeight() != height)) {
            throw new DatasetException(
                    file.toString(),
                    "image of " + image.getWidth() + "x" + image.getHeight() + " where " + width + "x" + height
                            + " is wanted; choose a way to resize: stretch or crop");
        }
        new ImageSampler(image, width, height, fit == ImageFit.CROP).sample(channels, target);
    }

    private static BufferedImage read(Path file) throws IOException {
        List<String> warnings = new ArrayList<>();
        BufferedImage image;
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
            image = readers.hasNext() ? read(readers.next(), in, warnings) : null;
        } catch (EOFException e) {
            throw new DatasetException(file.toString(), "cannot be decoded: it ends too early", e);
        } catch (IOException | RuntimeException e) {
            // ImageIO's decoders also throw unchecked exceptions on damaged files.
            throw new DatasetException(file.toString(), "cannot be decoded: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new DatasetException(file.toString(), "not a PNG or JPEG image");
        }
        for (String warning : warnings) {
            if (DAMAGE.matcher(warning).find()) {
                throw new DatasetException(
                        file.toString(), "is damaged: " + warning + "; a part of its pixels is made up");
            }
        }
        return image;
    }

    private static BufferedImage read(ImageReader reader, ImageInputStream in, List<String> warnings)
            throws IOException {
        try {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
