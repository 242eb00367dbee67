// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.MemoryReport;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Signature;
import io.lanewise.quantizer.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a model file holds. */
@Command(
        name = "inspect",
        description = {
            "Print a model's operators, shapes, quantization, sizes and work.",
            "MACs are multiply-accumulates of one inference. Memory is what a session takes on this machine:"
                    + " packed weights,"
                    + " which sessions of one model share, the arena of activations and the operators' workspace."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise inspect model_int8.tflite",
            "  lanewise inspect model_int8.tflite --kernels --backend native"
        })
final class InspectCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 40;

    @Parameters(paramLabel = "MODEL", description = "A .tflite or .onnx file.")
    private Path file;

    @Option(names = "--json", description = "Print everything as JSON, all scales included.")
    private boolean json;

    @Option(names = "--kernels", description = "Also print which kernel runs each operator on this machine.")
    private boolean kernels;

    @Mixin
    private BackendOption backendOption;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Graph graph = inputShapes.read(file);
        Model model = inputShapes.check(graph);
        List<Signature> signatures = ModelFiles.isOnnx(file) ? List.of() : ModelFiles.signatures(file);
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = model.newSession(backendOption.sessionOptions())) {
            Inspection inspection = Inspection.of(graph, Files.size(file), signatures, session);
            if (json) {
                Json.print(out, inspection);
                return 0;
            }
            print(out, inspection);
            if (kernels) {
                printKernels(out, model, session);
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, Inspection inspection) {
        out.println(inspection.model());
        printSignatures(out, inspection.signatures());
        printTensors(out, "input", inspection.inputs());
        printTensors(out, "output", inspection.outputs());
        out.println();
        TextTable table = new TextTable(">#", "operator", "output", "scale, zero point", "weights", ">MACs");
        for (Inspection.OperatorInfo operator : inspection.operators()) {
            Inspection.TensorInfo output = operator.output();
            table.row(
                    operator.index(),
                    operator.kind(),
                    output.description(),
                    output.quantization(),
                    operator.weights(),
                    operator.macs() == 0 ? "-" : Figures.count(operator.macs()));
        }
        table.print(out);
        out.println();
        out.println("file " + Figures.bytes(inspection.fileBytes()) + ", weights "
                + Figures.bytes(inspection.weightBytes()) + ", " + Figures.count(inspection.macs()) + " MACs");
        MemoryReport memory = inspection.memory();
        out.println(
                "backend " + inspection.backend() + ": packed weights " + Figures.bytes(memory.weights()) + " + arena "
                        + Figures.bytes(memory.arena()) + " + workspace " + Figures.bytes(memory.workspace()) + " = "
                        + Figures.bytes(memory.total()) + " of memory");
    }

    private static void printTensors(PrintWriter out, String role, List<Inspection.TensorInfo> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            Inspection.TensorInfo tensor = tensors.get(i);
            out.println("  " + role + " " + i + ": \"" + Figures.shortened(tensor.name(), NAME_WIDTH) + "\" "
                    + tensor.description()
                    + (tensor.scales().length == 0
                            ? ""
                            : ", scale " + tensor.scales()[0] + ", zero point " + tensor.zeroPoints()[0]));
        }
    }

    private static void printSignatures(PrintWriter out, List<Inspection.SignatureInfo> signatures) {
        for (Inspection.SignatureInfo signature : signatures) {
            out.println("  signature \"" + signature.key() + "\": " + String.join(", ", signature.inputs()) + " -> "
                    + String.join(", ", signature.outputs()));
        }
    }

    private static void printKernels(PrintWriter out, Model model, Session session) {
        out.println();
        TextTable table = new TextTable(">#", "operator", "kernel");
        List<String> names = session.kernelNames();
        for (int i = 0; i < names.size(); i++) {
            table.row(i, model.graph().operators().get(i).kind(), names.get(i));
        }
        table.print(out);
    }
}
