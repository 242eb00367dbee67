// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.data.LabelledSample;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A float model and samples in, a trained one out: of int8 or fewer bits where the recipe has a scheme.
 *
 * <pre>{@code
 * TrainingResult result = Training.of(Model.load(Path.of("model.tflite")))
 *         .recipe(TrainingRecipe.of(Scheme.INT8.with("int8", "int4-weights")))
 *         .train(data, keptOut);
 * result.write(Path.of("model-int4.tflite"));
 * }</pre>
 *
 * The model is quantized as {@link Quantizer} does it, and then trained as the integers that this has written, to be
 * like the float model. Without labels, the outputs of the float model are all that is learned from and chosen by.
 * Not thread-safe.
 */
public final class Training {
    private final Model model;
    private final TrainingEngine engine;
    private Graph taught;
    private TrainingRecipe recipe;
    private InterfaceType interfaceType = InterfaceType.INT8;
    private Augmentation augmentation = Augmentation.NONE;
    private CheckpointFile checkpoints;
    private TrainingMonitor monitor = TrainingMonitor.NONE;

    private Training(Model model, TrainingEngine engine) {
        this.model = model;
        this.engine = engine;
        this.taught = model.graph();
    }

    /**
     * {@return the training of a float model, with the engine that there is}
     *
     * @param model all float32
     * @throws IllegalStateException if there is none
     */
    public static Training of(Model model) {
        return of(model, TrainingEngine.load(Thread.currentThread().getContextClassLoader()));
    }

    /**
     * {@return the training of a float model}
     *
     * @param model all float32
     * @param engine that computes gradients
     */
    public static Training of(Model model, TrainingEngine engine) {
        return new Training(model, engine);
    }

    /**
     * Sets what is done.
     *
     * @param what and how
     * @return this training
     */
    public Training recipe(TrainingRecipe what) {
        this.recipe = what;
        return this;
    }

    /**
     * Sets another float model to learn from; the model itself unless set.
     *
     * @param teacher takes the same inputs and has the same outputs, such as a larger one for the same task
     * @return this training
     */
    public Training teacher(Model teacher) {
        this.taught = teacher.graph();
        return this;
    }

    /**
     * Sets the element type of a quantized model's inputs and outputs; {@link InterfaceType#INT8} unless set.
     *
     * @param type what callers put and get
     * @return this training
     */
    public Training interfaceType(InterfaceType type) {
        this.interfaceType = type;
        return this;
    }

    /**
     * Sets what changes samples at random before each step; nothing unless set.
     *
     * @param change for example a shift of images
     * @return this training
     */
    public Training augment(Augmentation change) {
        this.augmentation = change;
        return this;
    }

    /**
     * Sets where the run is kept, so that another process goes on with it; nowhere unless set.
     *
     * @param file of this run
     * @return this training
     */
    public Training checkpoints(CheckpointFile file) {
        this.checkpoints = file;
        return this;
    }

    /**
     * Sets who is told how it goes, and may stop it; nobody unless set.
     *
     * @param watching on the thread that trains
     * @return this training
     */
    public Training monitor(TrainingMonitor watching) {
        this.monitor = watching;
        return this;
    }

    /**
     * Does what the recipe says.
     *
     * @param data to train on
     * @param chosenBy samples of no other use, by which the best pass is chosen: where they have targets and the recipe
     *     uses these, by how close the outputs are to them; where all have labels and the recipe uses labels, by right
     *     answers; else by how close the outputs are to the teacher's. With targets the model is one that classifies
     *     nothing
     * @return the best
     * @throws IOException if samples cannot be read, or a checkpoint cannot be read or written
     * @throws ModelException if the model cannot be converted, or an operator cannot be trained through
     * @throws IllegalArgumentException if the recipe wants more than a teacher and there are neither labels nor targets
     *     that fit the model
     */
    public TrainingResult train(TrainingData data, List<LabelledSample> chosenBy) throws IOException {
        Request request =
                new Request(model, taught, recipe, interfaceType, augmentation, checkpoints, monitor, data, chosenBy);
        return new TrainingStages(engine, request).run();
    }

    /** All that is asked for; {@code checkpoints}: null for none. */
    record Request(
            Model model,
            Graph taught,
            TrainingRecipe recipe,
            InterfaceType interfaceType,
            Augmentation augmentation,
            CheckpointFile checkpoints,
            TrainingMonitor monitor,
            TrainingData data,
            List<LabelledSample> chosenBy) {

        /** Whether it is classes that come out: a row may be of any values, and has targets then. */
        boolean classifies() {
            return !hasTargets() && Lesson.isClassifier(taught);
        }

        private boolean hasTargets() {
            return chosenBy.stream().anyMatch(sample -> sample.targets().length > 0);
        }

        private boolean byTeacherAlone() {
            return recipe.distillation().share() == 1;
        }

        /** What the outputs should be of the samples that choose, if it is not classes that come out. */
        List<List<float[]>> expected() {
            return byTeacherAlone() ? Scores.outputs(taught, chosenBy, false) : Scores.targets(chosenBy, taught);
        }

        /**
         * How good a graph is.
         *
         * @throws IllegalArgumentException if there is nothing to tell it by
         */
        ToDoubleFunction<Graph> score() {
            if (classifies()) {
                boolean labels = !byTeacherAlone() && chosenBy.stream().allMatch(sample -> sample.label() >= 0);
                return labels ? Scores.accuracy(chosenBy) : Scores.closeness(chosenBy, taught, true);
            }
            if (!byTeacherAlone() && !hasTargets()) {
                throw new IllegalArgumentException(
                        taught.name() + " is no classifier: it can be trained to be like a teacher, or by targets,"
                                + " but not by labels");
            }
            return Scores.closeness(chosenBy, expected(), false);
        }

        /** The first samples. */
        List<float[]> first(int count) throws IOException {
            try (Stream<LabelledSample> samples = data.open()) {
                return samples.limit(count).map(LabelledSample::values).toList();
            }
        }

        /** How a stage is kept. */
        Checkpoints checkpoints(String stage) {
            return checkpoints == null ? Checkpoints.NONE : checkpoints.of(stage);
        }
    }
}
