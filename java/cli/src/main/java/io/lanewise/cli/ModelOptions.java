// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which model of a file a command reads. */
final class ModelOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--signature",
            paramLabel = "KEY",
            description = "Which signature of a .tflite file that has several. Default: the first.")
    private String signature;

    /** The model of a file. */
    Model load(Path file) throws IOException {
        return check(read(file, OnnxOptions.defaults()));
    }

    /** The model of a graph; says what is suspicious about it. */
    Model check(Graph graph) {
        Model model = Model.of(graph);
        model.warnings()
                .forEach(warning -> spec.commandLine().getErr().println("warning: " + graph.name() + ": " + warning));
        return model;
    }

    /** The graph as the file has it. */
    Graph read(Path file, OnnxOptions options) throws IOException {
        if (signature == null) {
            return ModelFiles.read(file, options);
        }
        if (ModelFiles.isOnnx(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--signature is for .tflite files; " + file + " has one graph");
        }
        return ModelFiles.read(file, signature);
    }
}
