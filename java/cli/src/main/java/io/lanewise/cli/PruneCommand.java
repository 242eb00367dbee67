// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.pruning.ChannelGroups;
import io.lanewise.pruning.LayerInputs;
import io.lanewise.pruning.PruningPreview;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.conversion.FloatGraphCheck;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.data.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Float model to smaller float model. */
@Command(
        name = "prune",
        description = {
            "Take whole channels out of a float model, or set blocks of its weights to zero.",
            "Removed channels are time and bytes saved on every kernel. With --samples (some hundred, without labels)"
                    + " what matters least goes, and what is left makes up for it. Train that, if you can"
                    + " (lanewise train prunes, too), and quantize it afterwards."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise prune model.tflite --macs 0.7 --dry-run",
            "  lanewise prune model.tflite --macs 0.7 -s images/ --scale 1/255 \\",
            "      -o model_small.tflite",
            "  lanewise prune model.tflite --ratio 0.25 --multiple-of 16 \\",
            "      --exclude \"head/.*\" -o model_small.tflite",
            "  lanewise prune model.tflite --blocks 0.2 -s images/ --scale 1/255 \\",
            "      -o model_sparse.tflite"
        })
final class PruneCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A float .tflite or .onnx file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = WrittenFile.OfModel.class,
            description = "The float model to write: .tflite or .onnx. Not needed with --dry-run.")
    private WrittenFile output;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Say what would be saved, and write nothing.")
    private boolean dryRun;

    @Mixin
    private PruningOptions pruningOptions;

    @Mixin
    private SampleOptions sampleOptions;

    @Mixin
    private PreprocessingOptions preprocessingOptions;

    @Mixin
    private BackendOption backendOption;

    @Option(names = "--json", description = "Print what is saved as JSON.")
    private boolean json;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (output == null && !dryRun) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--output=FILE' (or --dry-run)");
        }
        pruningOptions.check(sampleOptions.given());
        Model model = inputShapes.load(file);
        FloatGraphCheck.check(model.graph());
        Graph graph = GraphEditor.of(FuseOperators.apply(model.graph())).cleaned();
        ChannelGroups groups = ChannelGroups.of(graph);
        Graph pruned = blocks(channels(groups, model), model);
        PrintWriter out = spec.commandLine().getOut();
        PruningText text = new PruningText(out, pruningOptions.blockShape());
        PruningPreview preview = PruningPreview.of(graph, pruned);
        if (json) {
            Json.print(out, preview);
        } else {
            text.print(preview, pruned);
        }
        if (!dryRun) {
            ModelFiles.write(pruned, output.path());
            if (!json) {
                text.written(file, Files.size(file), output);
            }
        }
        return 0;
    }

    private Graph channels(ChannelGroups groups, Model model) throws IOException {
        return pruningOptions.removesChannels()
                ? pruningOptions.withoutChannels(
                        groups,
                        sampleOptions.given()
                                ? read(model, samples -> LayerInputs.measure(groups, samples, backend()))
                                : null)
                : groups.graph();
    }

    private Graph blocks(Graph graph, Model model) throws IOException {
        return sampleOptions.given() && pruningOptions.measuresBlocks()
                ? read(model, samples -> pruningOptions.withZeroBlocks(graph, samples, backend()))
                : pruningOptions.withZeroBlocks(graph);
    }

    private Backend backend() {
        return backendOption.sessionOptions().backend();
    }

    private <T> T read(Model model, Function<Iterable<float[]>, T> use) throws IOException {
        Dataset dataset = sampleOptions.open(model);
        try (Progress progress = Progress.of("measure", dataset.count());
                Stream<float[]> samples = preprocessingOptions.preprocessing().stream(dataset, model.inputs())) {
            return use.apply(samples.peek(sample -> progress.run())::iterator);
        }
    }
}
