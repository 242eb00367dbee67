// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.analysis.LayerError;
import io.lanewise.quantizer.analysis.ModelComparison;
import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Preprocessing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two models on the same samples, layer by layer. */
@Command(
        name = "compare",
        description = {
            "Compare two models on the same samples, layer by layer.",
            "Layers are matched by the names of the tensors that they compute, outputs by their order."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise compare model.tflite model_int8.tflite -s images/ --scale 1/255",
            "  lanewise compare model.onnx model_int8.tflite -s images.npy --json"
        })
final class CompareCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 36;

    @Parameters(
            index = "0",
            paramLabel = "REFERENCE",
            description = "The model that is taken for right: .tflite or .onnx.")
    private Path reference;

    @Parameters(index = "1", paramLabel = "MODEL", description = "The model that is compared with it.")
    private Path other;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private SampleOptions sampleOptions;

    @Mixin
    private PreprocessingOptions preprocessingOptions;

    @Mixin
    private BackendOption backendOption;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model first = modelOptions.load(reference);
        Model second = modelOptions.load(other);
        Dataset dataset = sampleOptions.open(first);
        Preprocessing preprocessing = preprocessingOptions.preprocessing();
        ModelComparison comparison;
        try (Progress progress = Progress.of("compare", dataset.count())) {
            comparison = ModelComparison.of(
                    first,
                    second,
                    () -> preprocessing.stream(dataset, first.inputs()),
                    backendOption.sessionOptions().backend(),
                    progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, comparison);
        } else {
            print(out, comparison);
        }
        return 0;
    }

    private static void print(PrintWriter out, ModelComparison comparison) {
        TextTable layers =
                new TextTable("operator", "tensor", "type", ">SQNR", ">cosine", ">mean sq. error", ">clipped");
        for (LayerError layer : comparison.layers()) {
            layers.row(
                    layer.operator(),
                    Figures.shortened(layer.name(), NAME_WIDTH),
                    layer.type(),
                    Figures.decibels(layer.error().sqnr()),
                    Figures.cosine(layer.error().cosine()),
                    Figures.real(layer.error().meanSquaredError()),
                    Figures.percent(layer.clipped()));
        }
        layers.print(out);
        out.println();
        TextTable outputs = new TextTable("output", ">SQNR", ">cosine", ">mean sq. error", ">PSNR", ">largest error");
        for (int i = 0; i < comparison.outputs().size(); i++) {
            TensorError error = comparison.outputs().get(i);
            outputs.row(
                    i,
                    Figures.decibels(error.sqnr()),
                    Figures.cosine(error.cosine()),
                    Figures.real(error.meanSquaredError()),
                    Figures.decibels(error.psnr()),
                    Figures.real(error.largest()));
        }
        outputs.print(out);
        out.println(
                comparison.other() + " against " + comparison.reference() + " on " + Figures.count(comparison.samples())
                        + " samples; " + comparison.layers().size() + " layers have the same name in both");
    }
}
