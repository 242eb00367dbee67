// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same model in another format. */
@Command(
        name = "convert",
        description = {
            "Write a model in another format: .onnx to .tflite, or the other way round.",
            "Scales and zero points are kept. Images are NHWC in .tflite files and NCHW in .onnx files."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise convert model.onnx -o model.tflite",
            "  lanewise convert model_int8.tflite -o model_qdq.onnx"
        })
final class ConvertCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A .tflite or .onnx file, float or quantized.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            converter = WrittenFile.OfModel.class,
            description = "The file to write; its name ends in .tflite or .onnx.")
    private WrittenFile output;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Graph graph = inputShapes.read(file);
        // Refuses what could not run, which the writers do not look for.
        inputShapes.check(graph);
        ModelFiles.write(graph, output.path());
        new TextTable("file", ">size", ">operators")
                .row(
                        file.getFileName(),
                        Figures.bytes(Files.size(file)),
                        graph.operators().size())
                .row(output.path().getFileName(), output.size(), "")
                .print(spec.commandLine().getOut());
        return 0;
    }
}
