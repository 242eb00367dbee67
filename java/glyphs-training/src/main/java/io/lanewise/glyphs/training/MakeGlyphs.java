// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.Scores;
import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingResult;
import io.lanewise.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes every resource of {@code lanewise-glyphs}: draws the images, trains the network, writes them. */
public final class MakeGlyphs {

    private static final int TRAINING_SEED = 1;
    private static final int TEST_SEED = 2;
    private static final int CALIBRATION_SEED = 3;
    private static final int STEPS = 12_000;
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
        List<Glyph> test = draw(Typefaces.test(), TEST_SEED, TEST_IMAGES);
        List<Glyph> calibration = draw(Typefaces.training(), CALIBRATION_SEED, CALIBRATION_IMAGES);
        IdxFile.writeImages(folder.resolve("test-images-idx3-ubyte.gz"), test);
        IdxFile.writeLabels(folder.resolve("test-labels-idx1-ubyte.gz"), test);
        IdxFile.writeImages(folder.resolve("calibration-images-idx3-ubyte.gz"), calibration);
        Files.writeString(folder.resolve("labels.txt"), String.join("\n", Alphabet.names()) + "\n");
        TrainingResult trained =
                GlyphTraining.run(Typefaces.training(), TRAINING_SEED, STEPS, samples(calibration), new Progress());
        trained.write(folder.resolve("glyphs.tflite"));
        double accuracy = Scores.accuracy(samples(test)).applyAsDouble(trained.graph());
        System.out.printf("top-1 on %d test images: %.2f %%%n", test.size(), 100 * accuracy);
    }

    private static List<Glyph> draw(List<Typeface> typefaces, long seed, int count) {
        return Glyph.draw(typefaces, seed).limit(count).toList();
    }

    private static List<LabelledSample> samples(List<Glyph> glyphs) {
        return glyphs.stream().map(Glyph::sample).toList();
    }

    /** Prints the mean loss now and then. */
    private static final class Progress implements TrainingMonitor {
        private static final int EVERY = 1000;
        private double sum;

        @Override
        public void step(int step, int steps, float loss) {
            sum += loss;
            if (step % EVERY == 0) {
                System.out.printf("step %d of %d: loss %.4f%n", step, steps, sum / EVERY);
                sum = 0;
            }
        }

        @Override
        public void pass(TrainingRun.Pass pass) {
            System.out.printf("top-1 on the calibration images: %.2f %%%n", 100 * pass.score());
        }
    }
}
