// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.tensor.Shape;
import io.lanewise.training.Augmentation;
import io.lanewise.training.Distillation;
import io.lanewise.training.Flip;
import io.lanewise.training.Noise;
import io.lanewise.training.Ranges;
import io.lanewise.training.RecipeFile;
import io.lanewise.training.Reconstruction;
import io.lanewise.training.Shift;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a model is trained: what a recipe file says, then the options, which have the last word. */
final class TrainingOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "How often every sample is trained on; 0 for not at all, with --reconstruct. Default: 6.")
    private Integer passes;

    @Option(
            names = "--reconstruct",
            paramLabel = "N",
            description = "Before that, round weights up or down once more, block by block, in N steps for each block,"
                    + " so that its output is like the float model's on a thousand samples. Default: 1000 with"
                    + " int4-weights, else 0, for not at all.")
    private Integer reconstruct;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = Count.class,
            description = "Samples of a step. Default: 32.")
    private Integer batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Of the first step, in steps of the weights' scales; it falls to 0. Default: 0.003,"
                    + " with int4-weights 0.0005.")
    private Float learningRate;

    @Option(
            names = "--ranges",
            paramLabel = "HOW",
            description = "Where scales come from: fixed (as the conversion chose them), tracked (they follow the"
                    + " batches) or learned (with the weights). Default: fixed.")
    private Ranges ranges;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description =
                    "IDX or .npy file with what the outputs of a model that classifies nothing should be: for each"
                            + " sample the values of all outputs, one output after the other, as they are. What"
                            + " --teacher-share leaves is learned from them.")
    private Path targets;

    @Option(
            names = "--teacher-share",
            paramLabel = "X",
            description = "How much is learned from the float model, from 0 (labels or targets alone) to 1 (neither)."
                    + " Default: 1.")
    private Float teacherShare;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "What logits are divided by where the float model teaches. Default: 2.")
    private Float temperature;

    @Option(
            names = "--float-passes",
            paramLabel = "N",
            converter = Count.class,
            description = "Also train the float model first, so often. Default: not at all.")
    private Integer floatPasses;

    @Option(
            names = "--float-learning-rate",
            paramLabel = "X",
            description = "Of the first step as float, in 1/127 of a tensor's largest weight. Default: 0.05.")
    private Float floatLearningRate;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is drawn. Default: 1.")
    private Long seed;

    @Option(names = "--flip", description = "Turn every other image left to right.")
    private boolean flip;

    @Option(
            names = "--shift",
            paramLabel = "N[,N]",
            split = ",",
            hideParamSyntax = true,
            arity = "1",
            converter = Count.class,
            description = "Move images by up to N pixels each way; of two numbers the first is up and down.")
    private Integer[] shift;

    @Option(
            names = "--noise",
            paramLabel = "X",
            description = "Add noise of this standard deviation to preprocessed values.")
    private Float noise;

    /** What the command line asks for. {@code file}: a recipe; null for none. */
    TrainingRecipe recipe(Scheme scheme, Path file) throws IOException {
        TrainingRecipe start = TrainingRecipe.of(scheme);
        TrainingRecipe read = file == null ? start : RecipeFile.read(file, start);
        boolean untrained = passes == null ? read.integerSteps() == null : passes == 0;
        TrainingSteps before = read.integerSteps() == null ? TrainingSteps.DEFAULT : read.integerSteps();
        float share = teacherShare == null ? read.distillation().share() : teacherShare;
        requireUseful(share);
        try {
            TrainingSteps steps = new TrainingSteps(
                    passes == null || untrained ? before.passes() : passes,
                    batch == null ? before.batch() : batch,
                    learningRate == null ? before.learningRate() : learningRate,
                    before.optimizer(),
                    ranges == null ? before.ranges() : ranges,
                    before.rounding(),
                    before.tracked());
            return new TrainingRecipe(
                    scheme,
                    read.pruning(),
                    floatSteps(read.floatSteps(), steps),
                    reconstruction(read.reconstruction()),
                    untrained ? null : steps,
                    new Distillation(
                            share, temperature == null ? read.distillation().temperature() : temperature),
                    read.buffer(),
                    seed == null ? read.seed() : seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private TrainingSteps floatSteps(TrainingSteps before, TrainingSteps ofIntegers) {
        if (before == null && floatPasses == null) {
            return null;
        }
        TrainingSteps usual = before == null ? TrainingSteps.FLOATS : before;
        return ofIntegers
                .withPasses(floatPasses == null ? usual.passes() : floatPasses)
                .withLearningRate(floatLearningRate == null ? usual.learningRate() : floatLearningRate);
    }

    private Reconstruction reconstruction(Reconstruction before) {
        if (reconstruct == null ? before == null : reconstruct == 0) {
            return null;
        }
        Reconstruction usual = before == null ? Reconstruction.DEFAULT : before;
        Reconstruction changed = reconstruct == null ? usual : usual.withSteps(reconstruct);
        return batch == null ? changed : changed.withBatch(batch);
    }

    /** What outputs should be; null if that is not said. */
    Path targets() {
        return targets;
    }

    private void requireUseful(float share) {
        if (targets == null) {
            return;
        }
        String problem = null;
        if (share == 1) {
            problem = "nothing is learned from --targets at a --teacher-share of 1, the default; 0.5 learns half from"
                    + " them, 0 all";
        } else if (flip || shift != null) {
            problem = "--flip and --shift move images, but not what --targets says of them; --noise may be given";
        } else if (spec.commandLine().getParseResult().hasMatchedOption("--labels")) {
            problem = "--labels are for classifiers, --targets for models that classify nothing: give one of them";
        }
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    /** What changes samples of a model. */
    Augmentation augmentation(Model model) {
        Augmentation all = Augmentation.NONE;
        Shape shape = model.inputs().get(0).shape();
        if ((flip || shift != null) && model.inputs().size() > 1) {
            throw new ParameterException(spec.commandLine(), "--flip and --shift are for models with one input");
        }
        try {
            if (flip) {
                all = all.then(new Flip(shape));
            }
            if (shift != null) {
                all = all.then(new Shift(shape, shift[0], shift[shift.length - 1]));
            }
            return noise == null ? all : all.then(new Noise(noise));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What tells one run from another, beside its files. */
    String changes() {
        return "flip " + flip + ", shift " + (shift == null ? "0" : java.util.Arrays.toString(shift)) + ", noise "
                + noise;
    }
}
