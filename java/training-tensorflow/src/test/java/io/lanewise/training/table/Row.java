// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.table;

import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.conversion.SchemeWord;
import io.lanewise.training.Distillation;
import io.lanewise.training.Pruning;
import io.lanewise.training.Ranges;
import io.lanewise.training.Reconstruction;
import io.lanewise.training.RoundingSettings;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of the table.
 *
 * @param name of the line, and of the file that is written
 * @param task whose samples it is trained on
 * @param start what it begins with, and learns from: the float model, or another line's
 * @param recipe how
 * @param baseline what it is compared with: the float model, or another line's
 * @param limit least difference of the accuracy from the baseline's that is good enough, in points
 */
record Row(String name, String task, String start, TrainingRecipe recipe, String baseline, double limit) {
    /** The float model as it is. */
    static final String FLOAT = "float";

    private static final Scheme INT4 = Scheme.INT8.with("int8", "int4-weights");
    private static final Distillation LABELS = new Distillation(0.5f, 2);
    /** What has lost channels has more to learn. */
    private static final TrainingSteps PRUNED = TrainingSteps.FLOATS.withLearningRate(0.2f);
    /** The same of depthwise convolutions, whose few weights bear less. */
    private static final TrainingSteps DEPTHWISE = TrainingSteps.FLOATS.withLearningRate(0.1f);
    /** Share of ResNet-20's weights in blocks of zeros: half of its multiply-accumulates are with them, nearly. */
    private static final double BLOCKS = 0.53;
    /** Passes of a run with labels that are of integers, the last ones; the baseline has as many in all. */
    private static final int INTEGER_PASSES = 2;
    /** Passes of what is pruned hard, from the float model on that was trained with labels before. */
    private static final int MORE_PASSES = 10;

    /**
     * {@return a line}
     *
     * @param name of one of {@link #all()}
     */
    static Row named(String name) {
        return all().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    /** All lines, each behind those that it needs. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(withoutLabels("resnet8", 3, -1.0, "model/activation/Relu.*", "model/dense/.*"));
        rows.addAll(withoutLabels("mobilenetv2", 3, -1.8, "163", "output1"));
        rows.addAll(withoutLabels("keywords", 60, -2.0, "functional_1/activation/Relu:0", "Identity:0"));
        rows.addAll(withoutLabels("mnist", 10, -0.62, "relu0/.*", "fc1/.*"));
        rows.addAll(withoutLabels("resnet20", 2, -0.7, "/Relu_output_0", "logits"));
        rows.addAll(withLabels("resnet8", 10));
        rows.addAll(withLabels("mobilenetv2", 10));
        rows.add(tuned("resnet20", 6));
        rows.add(again("resnet20"));
        rows.add(channels("resnet20", 0.7, Distribution.MACS, PRUNED.withPasses(6), -1));
        rows.add(pruned(
                "resnet20-macs55",
                "resnet20",
                asFloat(removed(0.55, Distribution.MACS, PRUNED.withPasses(MORE_PASSES)), null),
                -2.5));
        rows.add(channels("mobilenetv2", 0.7, Distribution.INSTRUCTIONS, DEPTHWISE.withPasses(10), -1));
        rows.add(channels("mobilenetv2", 0.55, Distribution.INSTRUCTIONS, DEPTHWISE.withPasses(10), -2.5));
        rows.add(channels("resnet8", 0.7, Distribution.MACS, PRUNED.withPasses(10), -1.5));
        rows.add(pruned(
                "resnet20-blocks50-int8",
                "resnet20",
                TrainingRecipe.of(Scheme.INT8)
                        .with(LABELS)
                        .withPruning(new Pruning(
                                1,
                                Distribution.MACS,
                                8,
                                BLOCKS,
                                BlockShape.PANEL,
                                Pruning.Score.VARIANCE,
                                1,
                                PRUNED.withPasses(MORE_PASSES - 1)))
                        .withIntegerSteps(TrainingSteps.DEFAULT.withPasses(1)),
                -1));
        rows.add(pruned(
                "resnet20-weights-int4",
                "resnet20",
                TrainingRecipe.of(INT4)
                        .with(LABELS)
                        .withPruning(removed(0.77, Distribution.WEIGHTS, PRUNED.withPasses(MORE_PASSES - 1)))
                        .withReconstruction(Reconstruction.DEFAULT)
                        .withIntegerSteps(TrainingSteps.FOUR_BITS.withPasses(1)),
                -2.5));
        for (int bits : new int[] {RoundingSettings.FULL_PRECISION, 8, 4}) {
            rows.add(lowPrecision("resnet8", bits));
        }
        return rows;
    }

    /** Blocks are rounded anew, and trained; {@code first} and {@code last}: the layers that stay int8 in a line. */
    private static List<Row> withoutLabels(String task, int passes, double limit, String first, String last) {
        TrainingSteps steps = TrainingSteps.FOUR_BITS.withPasses(passes);
        Scheme ends = INT4.with(int8(first)).with(int8(last));
        return List.of(
                new Row(task + "-int4", task, FLOAT, anew(INT4, steps), FLOAT, limit),
                new Row(task + "-int4-ends-int8", task, FLOAT, anew(ends, steps), FLOAT, limit),
                new Row(
                        task + "-int8",
                        task,
                        FLOAT,
                        anew(Scheme.INT8, TrainingSteps.DEFAULT.withPasses(passes)),
                        FLOAT,
                        -0.1));
    }

    private static SchemeOverride int8(String name) {
        return new SchemeOverride(name, List.of(new SchemeWord("int8-weights")));
    }

    private static TrainingRecipe anew(Scheme scheme, TrainingSteps steps) {
        return TrainingRecipe.of(scheme)
                .withReconstruction(Reconstruction.DEFAULT)
                .withIntegerSteps(steps);
    }

    private static String tuned(String task) {
        return task + "-labels-float";
    }

    private static Row tuned(String task, int passes) {
        return tuned(tuned(task), task, FLOAT, passes);
    }

    private static Row tuned(String name, String task, String start, int passes) {
        return new Row(
                name,
                task,
                start,
                asFloat(null, TrainingSteps.FLOATS.withPasses(passes)),
                FLOAT,
                Double.NEGATIVE_INFINITY);
    }

    private static String tunedAgain(String task) {
        return tuned(task) + "-again";
    }

    private static Row again(String task) {
        return tuned(tunedAgain(task), task, tuned(task), MORE_PASSES);
    }

    /** Begins with the model that was trained with labels, and is compared with that trained as much again. */
    private static Row pruned(String name, String task, TrainingRecipe recipe, double limit) {
        return new Row(name, task, tuned(task), recipe, tunedAgain(task), limit);
    }

    /** Compared with the float model that is trained on the same images, in as many steps, with the same seed. */
    private static List<Row> withLabels(String task, int passes) {
        return List.of(
                tuned(task, passes),
                new Row(
                        task + "-labels-int8",
                        task,
                        FLOAT,
                        labels(TrainingRecipe.of(Scheme.INT8), TrainingSteps.DEFAULT, passes),
                        tuned(task),
                        0),
                new Row(
                        task + "-labels-int4",
                        task,
                        FLOAT,
                        labels(
                                TrainingRecipe.of(INT4).withReconstruction(Reconstruction.DEFAULT),
                                TrainingSteps.FOUR_BITS,
                                passes),
                        tuned(task),
                        -1));
    }

    private static TrainingRecipe labels(TrainingRecipe recipe, TrainingSteps integers, int passes) {
        return recipe.with(LABELS)
                .withFloatSteps(TrainingSteps.FLOATS.withPasses(passes - INTEGER_PASSES))
                .withIntegerSteps(integers.withPasses(INTEGER_PASSES));
    }

    /** All steps are of integers, and their gradients have few bits: a simulation. */
    private static Row lowPrecision(String task, int bits) {
        TrainingSteps steps = new TrainingSteps(
                6,
                TrainingSteps.FLOATS.batch(),
                TrainingSteps.FLOATS.learningRate(),
                TrainingSteps.FLOATS.optimizer(),
                Ranges.TRACKED,
                new RoundingSettings(0, bits, null),
                TrainingSteps.FLOATS.tracked());
        return new Row(
                task + "-gradients" + bits,
                task,
                FLOAT,
                TrainingRecipe.of(Scheme.INT8).with(LABELS).withIntegerSteps(steps),
                FLOAT,
                Double.NEGATIVE_INFINITY);
    }

    /** Channels go, and the model stays float. */
    private static Row channels(
            String task, double macs, Distribution distribution, TrainingSteps steps, double limit) {
        return new Row(
                task + "-macs" + Math.round(100 * macs),
                task,
                FLOAT,
                asFloat(removed(macs, distribution, steps), null),
                tuned(task),
                limit);
    }

    private static Pruning removed(double macs, Distribution distribution, TrainingSteps steps) {
        return new Pruning(macs, distribution, 8, 0, BlockShape.PANEL, Pruning.Score.VARIANCE, 1, steps);
    }

    private static TrainingRecipe asFloat(Pruning pruning, TrainingSteps steps) {
        return new TrainingRecipe(null, pruning, steps, null, null, LABELS, TrainingRecipe.DEFAULT_BUFFER, 1);
    }
}
