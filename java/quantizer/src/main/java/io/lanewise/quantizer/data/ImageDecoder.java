// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Decodes image files to uint8 pixels of one shape, [height, width, 1 (grey) or 3 (RGB)]. */
final class ImageDecoder {
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
            throw new DatasetException(file.toString(), "image of " + image.getWidth() + "x" + image.getHeight()
                    + " where " + width + "x" + height + " is wanted; choose a way to resize: stretch or crop");
        }
        new ImageSampler(image, width, height, fit == ImageFit.CROP).sample(channels, target);
    }

    private static BufferedImage read(Path file) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) {
            // ImageIO's decoders also throw unchecked exceptions on damaged files.
            throw new DatasetException(file.toString(), "cannot be decoded: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new DatasetException(file.toString(), "not a PNG or JPEG image");
        }
        return image;
    }
}
