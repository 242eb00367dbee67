// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.data.Dataset;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.nio.file.Path;
import java.util.Locale;

/** What a training will do, in words. */
final class Plan {

    private Plan() {}

    static String of(Path file, TrainingRecipe recipe, Dataset samples, int kept) {
        TrainingSteps steps = recipe.integerSteps();
        int trained = samples.count() - kept;
        long total = (long) steps.passes() * (trained / steps.batch());
        float share = recipe.distillation().share();
        return file.getFileName() + " to " + recipe.scheme().name() + ": " + Figures.count(steps.passes())
                + " passes over " + Figures.count(trained) + " samples in batches of " + steps.batch() + ", "
                + Figures.count((int) total) + " steps, "
                + (share == 1 ? "no labels" : share == 0 ? "labels alone" : "labels and the float model")
                + ", ranges " + steps.ranges().name().toLowerCase(Locale.ROOT) + "; "
                + Figures.count(kept) + " samples choose the best pass";
    }
}
