// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Sizes that an ONNX file leaves open. */
final class InputShapes {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ModelOptions modelOptions;

    @Option(
            names = "--input-shape",
            paramLabel = "NAME=N,..",
            description = "The shape of an input of an .onnx file, in the file's order, such as x=1,3,224,224."
                    + " Needed where the"
                    + " file leaves a size open. Repeatable.")
    private Map<String, String> shapes = new LinkedHashMap<>();

    /** The model of a file, with these shapes. */
    Model load(Path file) throws IOException {
        return check(read(file));
    }

    /** The model of a graph; says what is suspicious about it. */
    Model check(Graph graph) {
        return modelOptions.check(graph);
    }

    /** The graph as the file has it, with these shapes. */
    Graph read(Path file) throws IOException {
        if (!shapes.isEmpty() && !ModelFiles.isOnnx(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--input-shape is for .onnx files; " + file + " has its shapes");
        }
        Map<String, List<Integer>> dims = new LinkedHashMap<>();
        shapes.forEach((name, text) -> dims.put(name, dims(name, text)));
        return modelOptions.read(file, new OnnxOptions(dims));
    }

    private List<Integer> dims(String name, String text) {
        try {
            return Stream.of(text.split(",", -1))
                    .map(size -> Integer.valueOf(size.trim()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--input-shape " + name + '=' + text + ": expected sizes with commas between them, such as " + name
                            + "=1,3,224,224",
                    e);
        }
    }
}
