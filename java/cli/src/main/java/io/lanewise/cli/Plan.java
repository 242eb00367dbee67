// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.data.Dataset;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a training will do, in words. */
final class Plan {

    private Plan() {}

    static String of(Path file, TrainingRecipe recipe, Dataset samples, int kept) {
        int trained = samples.count() - kept;
        List<String> parts = new ArrayList<>();
        if (recipe.reconstruction() != null) {
            parts.add("blocks rounded anew in "
                    + Figures.count(recipe.reconstruction().steps())
                    + " steps each, on "
                    + Figures.count(Math.min(trained, recipe.reconstruction().samples())) + " samples");
        }
        if (recipe.integerSteps() != null) {
            parts.add(passes(recipe, trained));
        }
        return file.getFileName() + " to " + recipe.scheme().name() + ": "
                + (parts.isEmpty() ? "weights as they are rounded" : String.join("; ", parts)) + "; "
                + Figures.count(kept) + " samples choose the best";
    }

    private static String passes(TrainingRecipe recipe, int trained) {
        TrainingSteps steps = recipe.integerSteps();
        long total = (long) steps.passes() * (trained / steps.batch());
        float share = recipe.distillation().share();
        return Figures.count(steps.passes()) + " passes over " + Figures.count(trained) + " samples in batches of "
                + steps.batch() + ", " + Figures.count((int) total) + " steps, "
                + (share == 1 ? "no labels" : share == 0 ? "labels alone" : "labels and the float model")
                + ", ranges " + steps.ranges().name().toLowerCase(Locale.ROOT);
    }
}
