// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a training will do, in words. */
final class Plan {

    private Plan() {}

    static String of(Path file, TrainingRecipe recipe, TrainingSamples samples) {
        List<String> parts = new ArrayList<>();
        if (recipe.reconstruction() != null) {
            int compared = Math.min(samples.trainedOn(), recipe.reconstruction().samples());
            parts.add("blocks rounded anew in "
                    + Figures.count(recipe.reconstruction().steps())
                    + " steps each, on " + Figures.count(compared) + " samples");
        }
        if (recipe.integerSteps() != null) {
            parts.add(passes(recipe, samples));
        }
        return file.getFileName() + " to " + recipe.scheme().name() + ": "
                + (parts.isEmpty() ? "weights as they are rounded" : String.join("; ", parts)) + "; "
                + Figures.count(samples.keptOut()) + " samples choose the best";
    }

    private static String passes(TrainingRecipe recipe, TrainingSamples samples) {
        TrainingSteps steps = recipe.integerSteps();
        long total = (long) steps.passes() * (samples.trainedOn() / steps.batch());
        float share = recipe.distillation().share();
        String given = samples.targets() ? "targets" : "labels";
        return Figures.count(steps.passes()) + " passes over " + Figures.count(samples.trainedOn())
                + " samples in batches of " + steps.batch() + ", " + Figures.count((int) total) + " steps, "
                + (share == 1 ? "no labels" : given + (share == 0 ? " alone" : " and the float model"))
                + ", ranges " + steps.ranges().name().toLowerCase(Locale.ROOT);
    }
}
