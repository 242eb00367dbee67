// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import io.lanewise.Model;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.CheckpointFile;
import io.lanewise.training.Distillation;
import io.lanewise.training.Noise;
import io.lanewise.training.Ranges;
import io.lanewise.training.Reconstruction;
import io.lanewise.training.Training;
import io.lanewise.training.TrainingData;
import io.lanewise.training.TrainingMonitor;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Trains {@link ImageTask}, and says each step: {@code TrainingProgram CHECKPOINT OUTPUT}. */
final class TrainingProgram {
    private static final int SAMPLES = 100;
    private static final int KEPT_OUT = 20;
    /** Of each of the two blocks. */
    static final int RECONSTRUCTION_STEPS = 20;

    private TrainingProgram() {}

    public static void main(String[] args) throws IOException {
        List<LabelledSample> samples = ImageTask.samples(SAMPLES);
        TrainingSteps steps = TrainingSteps.DEFAULT.withPasses(3).with(Ranges.LEARNED);
        TrainingRecipe recipe = TrainingRecipe.of(Scheme.INT8.with("int8", "int4-weights"))
                .withFloatSteps(steps.withPasses(1))
                .withReconstruction(new Reconstruction(32, RECONSTRUCTION_STEPS, 16, 0.1f))
                .withIntegerSteps(new TrainingSteps(
                        3, 8, 0.05f, steps.optimizer(), Ranges.LEARNED, steps.rounding(), steps.tracked()))
                .with(new Distillation(0.5f, 2));
        Training.of(Model.of(ImageTask.graph()), new TensorFlowEngine())
                .recipe(recipe)
                .interfaceType(InterfaceType.FLOAT32)
                .augment(new Noise(0.01f))
                .checkpoints(new CheckpointFile(Path.of(args[0]), "spots", Duration.ZERO))
                .monitor(new TrainingMonitor() {
                    @Override
                    public void step(int step, int of, float loss) {
                        System.out.println("step " + step + " of " + of);
                    }
                })
                .train(
                        TrainingData.of(samples.subList(0, SAMPLES - KEPT_OUT)),
                        samples.subList(SAMPLES - KEPT_OUT, SAMPLES))
                .write(Path.of(args[1]));
    }
}
