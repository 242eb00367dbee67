// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import io.lanewise.Model;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.Distillation;
import io.lanewise.training.Optimizer;
import io.lanewise.training.Ranges;
import io.lanewise.training.RoundingSettings;
import io.lanewise.training.Training;
import io.lanewise.training.TrainingData;
import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingResult;
import io.lanewise.training.TrainingSteps;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Trains the network from random weights, on images drawn as it goes: none is seen twice. */
final class GlyphTraining {
    /** Two of each class. */
    private static final int BATCH = 2 * Alphabet.size();

    /** Of the first step, in 1/127 of the largest weight that a layer begins with. */
    private static final float LEARNING_RATE = 1;

    private GlyphTraining() {}

    /**
     * Trains for one pass of {@code steps} batches.
     *
     * @param seed of the first weights and of the images
     * @param keptOut images that the result is scored on
     */
    static TrainingResult run(
            List<Typeface> typefaces, long seed, int steps, List<LabelledSample> keptOut, TrainingMonitor monitor)
            throws IOException {
        TrainingSteps floatSteps = new TrainingSteps(
                1, BATCH, LEARNING_RATE, new Optimizer.Adam(), Ranges.FIXED, RoundingSettings.STRAIGHT_THROUGH, 0);
        Distillation labels = new Distillation(0, 1);
        return Training.of(Model.of(GlyphNetwork.untrained(seed)))
                .recipe(new TrainingRecipe(null, null, floatSteps, null, null, labels, 1, seed))
                .monitor(monitor)
                .train(images(typefaces, seed, steps * BATCH), keptOut);
    }

    private static TrainingData images(List<Typeface> typefaces, long seed, int count) {
        return new TrainingData() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public Stream<LabelledSample> open() {
                return Glyph.draw(typefaces, seed).limit(count).map(Glyph::sample);
            }
        };
    }
}
