// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.evaluation.Evaluation;
import io.lanewise.quantizer.evaluation.Evaluator;
import io.lanewise.quantizer.evaluation.SessionClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accuracy of one or more classifiers on labelled samples. */
@Command(
        name = "evaluate",
        description = {
            "Evaluate classifiers on labelled samples, several side by side.",
            "The answer to a sample is the class with the highest score; of equal scores, the lower class."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise evaluate model.tflite model_int8.tflite --samples test/ --scale 1/255",
            "  lanewise evaluate model_int8.tflite -s images.idx --labels labels.idx --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "One or more .tflite or .onnx files; the first is compared with the others.")
    private List<Path> files;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private InferenceOptions inferenceOptions;

    @Option(names = "--per-class", description = "Also print precision, recall and F1 of each class.")
    private boolean perClass;

    @Option(names = "--confusion", description = "Also print which classes are taken for which.")
    private boolean confusion;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Model> models = new ArrayList<>();
        for (Path file : files) {
            models.add(modelOptions.load(file));
        }
        Evaluation evaluation = evaluate(models);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, evaluation);
        } else {
            new EvaluationText(evaluation, out).print(perClass, confusion);
        }
        return 0;
    }

    private Evaluation evaluate(List<Model> models) throws IOException {
        Dataset dataset = inferenceOptions.open(models.get(0));
        List<SessionClassifier> classifiers = new ArrayList<>();
        try (Progress progress = Progress.of("evaluate", dataset.count())) {
            for (int i = 0; i < models.size(); i++) {
                classifiers.add(SessionClassifier.open(
                        files.get(i).getFileName().toString(),
                        models.get(i),
                        inferenceOptions.sessionOptions(),
                        inferenceOptions.feed(dataset, models.get(i))));
            }
            return Evaluator.evaluate(classifiers, dataset, progress);
        } finally {
            classifiers.forEach(SessionClassifier::close);
        }
    }
}
