// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.training.CheckpointFile;
import io.lanewise.training.RuntimeAgreement;
import io.lanewise.training.Training;
import io.lanewise.training.TrainingData;
import io.lanewise.training.TrainingEngine;
import io.lanewise.training.TrainingPage;
import io.lanewise.training.TrainingRecipe;
import io.lanewise.training.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Float model to quantized model, trained so that it loses less. */
@Command(
        name = "train",
        description = {
            "Quantize a float model and train the integers, so that int8 or int4 loses as little as possible.",
            "Samples need no labels: the float model is what is learned from, unless --teacher-share says otherwise;"
                    + " then also from --labels, or, if the model classifies nothing, from --targets."
                    + " Some thousand samples and a few minutes are usual for small networks.",
            "Ctrl-C ends the training and writes the best that there is so far.",
            "",
            "Needs lanewise-training.jar beside lanewise.jar, or in a folder \"plugins\" there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise train model.tflite -s images/ --scale 1/255 --weights int4-weights \\",
            "      -o model_int4.tflite",
            "  lanewise train model.onnx -s train.npy --labels labels.npy --teacher-share 0.5 \\",
            "      --flip --shift 2 --passes 10 --checkpoint run.lwc -o model_int8.tflite",
            "  lanewise train regressor.tflite -s x.npy --targets y.npy --teacher-share 0.5 -o regressor_int8.tflite",
            "  lanewise train model.tflite -s images/ --recipe recipe.json -o model.tflite",
            "A recipe: {\"scheme\": \"int8, int4-weights\",",
            "  \"overrides\": [{\"match\": \"kind:FULLY_CONNECTED\", \"scheme\": \"int8-weights\"}],",
            "  \"training\": {\"passes\": 6, \"learning-rate\": 0.001, \"ranges\": \"learned\"}}"
        })
final class TrainCommand implements Callable<Integer> {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(60);
    private static final int COMPARED = 20;

    @Parameters(paramLabel = "MODEL", description = "A float .tflite or .onnx file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            converter = WrittenFile.OfModel.class,
            description = "The file to write: .tflite, or .onnx for QuantizeLinear and DequantizeLinear nodes.")
    private WrittenFile output;

    @Option(names = "--float-interface", description = "Inputs and outputs stay float. Default: what --scheme makes.")
    private boolean floatInterface;

    @Option(
            names = "--keep-out",
            paramLabel = "N",
            converter = Count.class,
            description = "How many of the last samples are not trained on: the best pass is chosen by them."
                    + " Default: a tenth of all, 1000 at most.")
    private Integer keptOut;

    @Option(
            names = "--teacher",
            paramLabel = "FILE",
            description = "Another float model to learn from, with the same inputs and outputs. Default: MODEL.")
    private Path teacher;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Where the run is kept every minute. If the file is there, the run goes on where it was, and"
                    + " ends with the same bytes as one that was never stopped.")
    private Path checkpoint;

    @Option(
            names = "--training",
            paramLabel = "FILE",
            description = "A JSON file of which \"training\" is read; what --recipe names may hold it too.")
    private Path training;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = WrittenFile.OfPage.class,
            description = "Also write a page with the course of the training: .html or .htm.")
    private WrittenFile report;

    @Option(names = "--dry-run", description = "Say what would be done, and write nothing.")
    private boolean dryRun;

    @Mixin
    private SampleOptions samples;

    @Mixin
    private PreprocessingOptions preprocessing;

    @Mixin
    private SchemeOptions schemeOptions;

    @Mixin
    private TrainingOptions options;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model model = inputShapes.load(file);
        Scheme scheme = schemeOptions.scheme();
        TrainingRecipe recipe = options.recipe(scheme, training == null ? schemeOptions.recipe() : training);
        TrainingSamples dataset = open(model, recipe);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Plan.of(file, recipe, dataset));
        out.flush();
        if (dryRun) {
            return 0;
        }
        TrainingEngine engine = engine();
        List<LabelledSample> chosenBy = dataset.toChooseBy();
        TrainingResult result;
        try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
            Training run = Training.of(model, engine)
                    .recipe(recipe)
                    .interfaceType(floatInterface ? InterfaceType.FLOAT32 : InterfaceType.INT8)
                    .augment(options.augmentation(model))
                    .monitor(progress);
            if (teacher != null) {
                run.teacher(inputShapes.load(teacher));
            }
            if (checkpoint != null) {
                run.checkpoints(
                        new CheckpointFile(checkpoint, fingerprint(model, recipe, dataset), CHECKPOINT_INTERVAL));
            }
            result = run.train(dataset.toTrainOn(), chosenBy);
            result.write(output.path());
        }
        print(out, engine, result, chosenBy);
        return 0;
    }

    private TrainingSamples open(Model model, TrainingRecipe recipe) throws IOException {
        Dataset all = samples.openAll(model);
        TrainingData data = TrainingData.of(all, preprocessing.preprocessing(), model.inputs());
        Path targets = options.targets();
        if (targets != null) {
            data = data.withTargets(Datasets.open(targets), model.graph());
        }
        return TrainingSamples.of(
                all.name(), data.limit(samples.limit(data.count())), targets != null, keptOut, recipe.largestBatch());
    }

    private static TrainingEngine engine() throws IOException {
        try {
            return TrainingEngine.load(TrainCommand.class.getClassLoader());
        } catch (IllegalStateException e) {
            throw new IOException(
                    "there is no training engine: put lanewise-training.jar beside lanewise.jar, or into a folder"
                            + " \"plugins\" there; mvn -Ptraining -pl java/training-tensorflow -am package -DskipTests"
                            + " makes it",
                    e);
        }
    }

    /** Of everything that another run could do otherwise. */
    private String fingerprint(Model model, TrainingRecipe recipe, TrainingSamples dataset) throws IOException {
        return String.join(
                "\n",
                "model " + Fingerprint.of(file) + ", teacher "
                        + (teacher == null ? "the same" : Fingerprint.of(teacher)),
                "recipe " + recipe,
                "samples " + dataset.name() + ", " + dataset.data().count() + " of " + model.inputs() + ", targets "
                        + options.targets(),
                "preprocessing " + preprocessing.preprocessing() + ", " + options.changes(),
                "interface " + (floatInterface ? "float" : "of the scheme") + ", kept out " + keptOut);
    }

    private void print(PrintWriter out, TrainingEngine engine, TrainingResult result, List<LabelledSample> some)
            throws IOException {
        for (TrainingResult.Stage stage : result.stages()) {
            int best = stage.best();
            out.println(
                    best == 0
                            ? stage.name() + ": no pass was better than what training began with, which is kept"
                            : stage.name() + ": pass " + best + " was the best, "
                                    + TrainingProgress.score(
                                            stage.passes().get(best).score()) + " after "
                                    + TrainingProgress.score(
                                            stage.passes().get(0).score()));
        }
        RuntimeAgreement agreement = engine.compare(result.graph(), some.subList(0, Math.min(COMPARED, some.size())));
        if (report != null) {
            TrainingPage.write(file.getFileName().toString(), result, agreement, report.path());
        }
        AgreementText.lines(agreement).forEach(out::println);
        new TextTable("model", "file", ">size")
                .row("float32", file.getFileName(), Figures.bytes(Files.size(file)))
                .row(schemeOptions.scheme().name(), output.path().getFileName(), output.size())
                .print(out);
        if (!result.complete()) {
            out.println("stopped before the end"
                    + (checkpoint == null ? "" : "; the same command goes on where it was, from " + checkpoint));
        }
    }
}
