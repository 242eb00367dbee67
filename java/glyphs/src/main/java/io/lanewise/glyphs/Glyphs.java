// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A small image classification task: ten digits and 24 capital letters, printed in many typefaces, distorted, noisy and
 * on uneven backgrounds, with a float network trained for it. The typefaces of the test images appear neither in
 * training nor in calibration.
 *
 * <p>Every stream starts at the first byte of the resource; the caller closes it. Images and labels are IDX, unzipped:
 * two zero bytes, the element type (8, unsigned byte), the number of dimensions, each size as a big-endian int32, then
 * the elements.
 */
public final class Glyphs {

    private Glyphs() {}

    /**
     * The trained network, a float {@code .tflite}: {@code float32[1, 32, 32, 1]}, each value a grey level divided by
     * 255, to {@code float32[1, 34]}, the probability of each class.
     *
     * @throws IOException if the resource cannot be read
     */
    public static InputStream model() throws IOException {
        return open("glyphs.tflite");
    }

    /**
     * Test images, {@code uint8[n, 32, 32]}, grey levels from 0, black, to 255, white. Classes take turns, so that the
     * first n images are balanced too.
     *
     * @throws IOException if the resource cannot be read
     */
    public static InputStream testImages() throws IOException {
        return unzip("test-images-idx3-ubyte.gz");
    }

    /**
     * The class of each test image, {@code uint8[n]}, an index into {@link #classNames}.
     *
     * @throws IOException if the resource cannot be read
     */
    public static InputStream testLabels() throws IOException {
        return unzip("test-labels-idx1-ubyte.gz");
    }

    /**
     * Images to calibrate with, of the same form as {@link #testImages}, rendered as the training images were.
     *
     * @throws IOException if the resource cannot be read
     */
    public static InputStream calibrationImages() throws IOException {
        return unzip("calibration-images-idx3-ubyte.gz");
    }

    /**
     * The names of the classes, in the order of the model's outputs.
     *
     * @throws IOException if the resource cannot be read
     */
    public static List<String> classNames() throws IOException {
        try (InputStream in = open("labels.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static InputStream unzip(String name) throws IOException {
        return new BufferedInputStream(new GZIPInputStream(open(name)));
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Glyphs.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("resource " + name + " is missing from the jar of lanewise-glyphs");
        }
        return in;
    }
}
