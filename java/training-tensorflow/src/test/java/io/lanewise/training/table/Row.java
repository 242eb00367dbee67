// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.table;

import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.conversion.SchemeWord;
import io.lanewise.training.Distillation;
import io.lanewise.training.Pruning;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of the table.
 *
 * @param name of the line, and of the file that is written
 * @param task whose model is trained
 * @param recipe how
 * @param baseline what it is compared with: the float model, or another line
 * @param limit least difference of the accuracy from the baseline's that is good enough, in points
 */
record Row(String name, String task, TrainingRecipe recipe, String baseline, double limit) {
    /** The baseline of those that are compared with the float model as it is. */
    static final String FLOAT = "float";

    private static final Scheme INT4 = Scheme.INT8.with("int8", "int4-weights");
    private static final TrainingSteps STEPS = TrainingSteps.DEFAULT;
    private static final Distillation LABELS = new Distillation(0.5f, 2);

    /** All lines. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(withoutLabels("resnet8", 6, -1.0, first("model/activation/Relu.*"), last("model/dense/.*")));
        rows.addAll(withoutLabels("mobilenetv2", 10, -1.8, first("163"), last("output1")));
        rows.addAll(withoutLabels("keywords", 150, -2.0, first("functional_1/activation/Relu:0"), last("Identity:0")));
        rows.addAll(withoutLabels("mnist", 10, -0.62, first("relu0/.*"), last("fc1/.*")));
        rows.addAll(withoutLabels("resnet20", 6, -0.7, first("/Relu_output_0"), last("logits")));
        rows.addAll(withLabels("resnet8", 10));
        rows.addAll(withLabels("mobilenetv2", 10));
        rows.addAll(withLabels("resnet20", 9));
        rows.add(channels("resnet20", 0.7, -1));
        rows.add(channels("resnet20", 0.55, -2.5));
        rows.add(channels("mobilenetv2", 0.7, -1));
        rows.add(channels("mobilenetv2", 0.55, -2.5));
        rows.add(channels("resnet8", 0.7, -1.5));
        rows.add(new Row(
                "resnet20-blocks50",
                "resnet20",
                TrainingRecipe.of(Scheme.INT8)
                        .with(LABELS)
                        .with(Pruning.ofBlocks(0.5, STEPS.withPasses(2)))
                        .withIntegerSteps(STEPS.withPasses(3)),
                "resnet20-labels-float",
                -1));
        rows.add(new Row(
                "resnet20-macs70-int4",
                "resnet20",
                TrainingRecipe.of(INT4)
                        .with(LABELS)
                        .with(Pruning.ofChannels(0.7, STEPS.withPasses(2)))
                        .withIntegerSteps(STEPS.withPasses(4)),
                "resnet20-labels-float",
                -2.5));
        return rows;
    }

    private static SchemeOverride first(String name) {
        return new SchemeOverride(name, List.of(new SchemeWord("int8-weights")));
    }

    private static SchemeOverride last(String name) {
        return first(name);
    }

    private static List<Row> withoutLabels(
            String task, int passes, double limit, SchemeOverride first, SchemeOverride last) {
        TrainingSteps steps = STEPS.withPasses(passes);
        return List.of(
                new Row(task + "-int4", task, TrainingRecipe.of(INT4).withIntegerSteps(steps), FLOAT, limit),
                new Row(
                        task + "-int4-ends-int8",
                        task,
                        TrainingRecipe.of(INT4.with(first).with(last)).withIntegerSteps(steps),
                        FLOAT,
                        limit),
                new Row(task + "-int8", task, TrainingRecipe.of(Scheme.INT8).withIntegerSteps(steps), FLOAT, -0.1));
    }

    /** Channels go, and the model stays float. */
    private static Row channels(String task, double macs, double limit) {
        return new Row(
                task + "-macs" + Math.round(100 * macs),
                task,
                new TrainingRecipe(
                        null,
                        Pruning.ofChannels(macs, STEPS.withPasses(3)),
                        null,
                        null,
                        null,
                        LABELS,
                        TrainingRecipe.DEFAULT_BUFFER,
                        1),
                task + "-labels-float",
                limit);
    }

    /** Compared with the float model that is trained on the same images, in as many steps, with the same seed. */
    private static List<Row> withLabels(String task, int passes) {
        TrainingSteps steps = STEPS.withPasses(passes);
        String tuned = task + "-labels-float";
        TrainingRecipe integers = TrainingRecipe.of(Scheme.INT8).with(LABELS).withIntegerSteps(steps);
        return List.of(
                new Row(
                        tuned,
                        task,
                        new TrainingRecipe(null, null, steps, null, null, LABELS, TrainingRecipe.DEFAULT_BUFFER, 1),
                        FLOAT,
                        Double.NEGATIVE_INFINITY),
                new Row(task + "-labels-int8", task, integers, tuned, 0),
                new Row(
                        task + "-labels-int4",
                        task,
                        TrainingRecipe.of(INT4).with(LABELS).withIntegerSteps(steps),
                        tuned,
                        -1));
    }
}
