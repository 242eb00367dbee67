// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.glyphs.Glyphs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A deployed int8 classifier, and images of five classes that it was not trained for: 20 of each to adapt it with, and
 * others to judge by.
 *
 * @param model an int8 {@code .tflite} file
 * @param examples the model's inputs, by class
 * @param judged the same of other images
 */
record AdaptationTask(Path model, List<List<byte[]>> examples, List<List<byte[]>> judged) {
    static final int CLASSES = 5;
    private static final int EXAMPLES = 20;
    private static final int JUDGED = 40;
    private static final int SIDE = 32;

    /** The project's sample model, and letters that lie on their sides. */
    static AdaptationTask lyingLetters() throws IOException {
        // No folder: a 32-bit JVM that is emulated cannot list one to delete it.
        Path model = Files.createTempFile("glyphs-int8", ".tflite");
        model.toFile().deleteOnExit();
        QuantizedModels.calibratedGlyphs(elements(Glyphs.calibrationImages(), 3))
                .write(model);
        byte[] labels = elements(Glyphs.testLabels(), 1);
        byte[] images = elements(Glyphs.testImages(), 3);
        // A, B, C, D, E.
        return of(model, images, SIDE, labels, 10, AdaptationTask::lying);
    }

    /** MLPerf Tiny's ResNet-8 for photos of CIFAR-10, and handwritten digits. */
    static AdaptationTask digitsForPhotos() {
        Path images = SharedData.file("samples/mnist/train-first1000-images-idx3-ubyte.gz");
        Path labels = SharedData.file("samples/mnist/train-first1000-labels-idx1-ubyte.gz");
        return of(
                SharedData.file("models/mlperf-tiny/resnet8_cifar10_int8.tflite"),
                IdxFile.read(images).bytes(1000),
                28,
                IdxFile.read(labels).bytes(1000),
                0,
                AdaptationTask::colours);
    }

    private static AdaptationTask of(
            Path model, byte[] images, int side, byte[] labels, int first, UnaryOperator<byte[]> input) {
        List<List<byte[]>> examples = new ArrayList<>();
        List<List<byte[]>> judged = new ArrayList<>();
        for (int label = first; label < first + CLASSES; label++) {
            List<byte[]> all = new ArrayList<>();
            for (int i = 0; i < labels.length && all.size() < EXAMPLES + JUDGED; i++) {
                if (labels[i] == label) {
                    all.add(input.apply(Arrays.copyOfRange(images, i * side * side, (i + 1) * side * side)));
                }
            }
            examples.add(all.subList(0, EXAMPLES));
            judged.add(all.subList(EXAMPLES, all.size()));
        }
        return new AdaptationTask(model, examples, judged);
    }

    private static byte[] lying(byte[] image) {
        byte[] input = new byte[image.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                input[y * SIDE + x] = (byte) (image[x * SIDE + SIDE - 1 - y] - 128);
            }
        }
        return input;
    }

    /** Grey levels of 28 x 28 in the middle of 32 x 32, in three colours. */
    private static byte[] colours(byte[] image) {
        byte[] input = new byte[SIDE * SIDE * 3];
        Arrays.fill(input, Byte.MIN_VALUE);
        for (int i = 0; i < image.length; i++) {
            int at = ((i / 28 + 2) * SIDE + i % 28 + 2) * 3;
            Arrays.fill(input, at, at + 3, (byte) (image[i] - 128));
        }
        return input;
    }

    /** The elements of an IDX stream, behind a header of so many dimensions. */
    private static byte[] elements(InputStream stream, int rank) {
        try (stream) {
            byte[] bytes = stream.readAllBytes();
            return Arrays.copyOfRange(bytes, 4 + 4 * rank, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many images are judged by. */
    int count() {
        return judged.stream().mapToInt(List::size).sum();
    }
}
