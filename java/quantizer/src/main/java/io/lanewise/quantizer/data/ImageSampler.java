// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;

/**
 * Resizes an image by bilinear interpolation between pixel centres, without smoothing beforehand: target column x reads
 * source column (x + 0.5) * sourceWidth / width - 0.5, clamped to the image, and rows alike (TensorFlow's
 * resize_bilinear with half_pixel_centers). An image of the target's size comes out unchanged. Transparency is ignored.
 */
final class ImageSampler {
    /** Weights of red, green and blue in grey: ITU-R BT.601 luma. */
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private final BufferedImage image;
    private final int width;
    private final int height;
    private final boolean grey;
    private final double greyScale;
    private final double stepX;
    private final double stepY;
    private final double startX;
    private final double startY;

    ImageSampler(BufferedImage image, int width, int height, boolean crop) {
        this.image = image;
        this.width = width;
        this.height = height;
        this.grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        this.greyScale = 255.0 / ((1 << image.getColorModel().getComponentSize(0)) - 1);
        double scaleX = (double) image.getWidth() / width;
        double scaleY = (double) image.getHeight() / height;
        this.stepX = crop ? Math.min(scaleX, scaleY) : scaleX;
        this.stepY = crop ? stepX : scaleY;
        this.startX = (image.getWidth() - stepX * width) / 2;
        this.startY = (image.getHeight() - stepY * height) / 2;
    }

    /** Writes [height, width, channels] rounded to 0..255; 1 channel is grey, 3 are red, green and blue. */
    void sample(int channels, byte[] target) {
        double[][] corners = new double[4][3];
        int at = 0;
        for (int y = 0; y < height; y++) {
            double sourceY = clamp(startY + (y + 0.5) * stepY - 0.5, image.getHeight());
            int top = (int) sourceY;
            int bottom = Math.min(top + 1, image.getHeight() - 1);
            for (int x = 0; x < width; x++) {
                double sourceX = clamp(startX + (x + 0.5) * stepX - 0.5, image.getWidth());
                int left = (int) sourceX;
                int right = Math.min(left + 1, image.getWidth() - 1);
                pixel(left, top, corners[0]);
                pixel(right, top, corners[1]);
                pixel(left, bottom, corners[2]);
                pixel(right, bottom, corners[3]);
                for (int channel = 0; channel < channels; channel++) {
                    target[at++] = (byte) Math.round(mix(
                            mix(
                                    value(corners[0], channels, channel),
                                    value(corners[1], channels, channel),
                                    sourceX - left),
                            mix(
                                    value(corners[2], channels, channel),
                                    value(corners[3], channels, channel),
                                    sourceX - left),
                            sourceY - top));
                }
            }
        }
    }

    private static double clamp(double position, int size) {
        return Math.max(0, Math.min(position, size - 1));
    }

    private static double mix(double first, double second, double part) {
        return first + (second - first) * part;
    }

    private static double value(double[] rgb, int channels, int channel) {
        return channels == 3 ? rgb[channel] : LUMA[0] * rgb[0] + LUMA[1] * rgb[1] + LUMA[2] * rgb[2];
    }

    private void pixel(int x, int y, double[] rgb) {
        if (grey) {
            // getRGB would take grey samples for linear light and brighten them.
            double level = image.getRaster().getSample(x, y, 0) * greyScale;
            rgb[0] = level;
            rgb[1] = level;
            rgb[2] = level;
        } else {
            int packed = image.getRGB(x, y);
            rgb[0] = packed >> 16 & 0xFF;
            rgb[1] = packed >> 8 & 0xFF;
            rgb[2] = packed & 0xFF;
        }
    }
}
