// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.quantizer.data.SampleReader;
import io.lanewise.quantizer.output.OutputFile;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Outputs of a model. */
@Command(
        name = "run",
        description = {
            "Run a model on samples and print its outputs, one line for each sample and output, or write them"
                    + " to a .npy file of shape [samples, ...]."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise run model_int8.tflite -s photos/ --resize crop --scale 1/255",
            "  lanewise run model_int8.tflite -s in.npy --raw-int8 --as-stored -o out.npy"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A .tflite or .onnx file.")
    private Path file;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private InferenceOptions inferenceOptions;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = WrittenFile.OfArray.class,
            description = "Write one output to this .npy file.")
    private WrittenFile output;

    @Option(names = "--output-index", paramLabel = "N", description = "Only this output of the model, numbered from 0.")
    private Integer outputIndex;

    @Option(names = "--as-stored", description = "Outputs as the model stores them, int8 not turned into real values.")
    private boolean asStored;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model model = modelOptions.load(file);
        int first = outputIndex == null ? 0 : outputIndex;
        int end = outputIndex == null ? model.outputs().size() : outputIndex + 1;
        if (first < 0 || end > model.outputs().size() || output != null && end - first != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    file + " has " + model.outputs().size() + " outputs: choose one of them with --output-index 0 to "
                            + (model.outputs().size() - 1));
        }
        List<Integer> indices = IntStream.range(first, end).boxed().toList();
        List<String> names = classNames(model, indices);
        Dataset dataset = inferenceOptions.open(model);
        if (output == null) {
            boolean named = model.outputs().size() > 1;
            run(model, dataset, indices, new TextOutput(spec.commandLine().getOut(), asStored, named, names), () -> {});
        } else {
            OutputFile.write(output.path(), stream -> {
                try (Progress progress = Progress.of("run", dataset.count())) {
                    run(
                            model,
                            dataset,
                            indices,
                            NpyOutput.begin(stream, model.outputs().get(first), dataset.count(), asStored),
                            progress);
                }
            });
        }
        return 0;
    }

    /** A name for each value of the outputs, if --class-names gives them. */
    private List<String> classNames(Model model, List<Integer> indices) throws IOException {
        List<String> names = inferenceOptions.classNames();
        if (names.isEmpty()) {
            return names;
        }
        if (output != null) {
            throw new ParameterException(
                    spec.commandLine(), "--class-names is for printed outputs; a .npy file holds no names");
        }
        for (int index : indices) {
            Tensor tensor = model.outputs().get(index);
            if (tensor.shape().elements() != names.size()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--class-names gives " + names.size()
                                + " names, but output " + tensor + " has "
                                + tensor.shape().elements()
                                + " values; --output-index chooses another output");
            }
        }
        return names;
    }

    private void run(Model model, Dataset dataset, List<Integer> indices, OutputSink sink, Runnable progress)
            throws IOException {
        SampleFeed feed = inferenceOptions.feed(dataset, model);
        try (Session session = model.newSession(inferenceOptions.sessionOptions());
                SampleReader reader = dataset.open()) {
            for (int sample = 0; reader.next(); sample++) {
                feed.put(session, reader.data());
                session.run();
                for (int index : indices) {
                    sink.accept(sample, session.output(index));
                }
                progress.run();
            }
        }
    }
}
