// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes every resource of {@code lanewise-glyphs}: renders the images, trains the network, exports it. */
public final class MakeGlyphs {

    private static final int TRAINING_SEED = 1;
    private static final int TEST_SEED = 2;
    private static final int CALIBRATION_SEED = 3;
    private static final int STEPS = 5000;
    private static final int TEST_IMAGES = 60 * Alphabet.size();
    private static final int CALIBRATION_IMAGES = 10 * Alphabet.size();

    private MakeGlyphs() {}

    /**
     * Writes the resources.
     *
     * @param arguments the folder to write to
     * @throws IOException if a font is missing or a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: MakeGlyphs FOLDER");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        GlyphSet test = GlyphSet.render(Typefaces.test(), TEST_SEED, TEST_IMAGES);
        GlyphSet calibration = GlyphSet.render(Typefaces.training(), CALIBRATION_SEED, CALIBRATION_IMAGES);
        IdxFile.writeImages(folder.resolve("test-images-idx3-ubyte.gz"), test);
        IdxFile.writeLabels(folder.resolve("test-labels-idx1-ubyte.gz"), test);
        IdxFile.writeImages(folder.resolve("calibration-images-idx3-ubyte.gz"), calibration);
        Files.writeString(folder.resolve("labels.txt"), String.join("\n", Alphabet.names()) + "\n");
        try (Training training = new Training(Typefaces.training(), TRAINING_SEED, STEPS)) {
            training.run();
            System.out.printf("top-1 on %d test images: %.2f %%%n", test.size(), 100 * training.accuracy(test));
            TfliteWriter.write(GlyphGraph.of(training.network()), folder.resolve("glyphs.tflite"));
        }
    }
}
