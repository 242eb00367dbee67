// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.CalibrationPass;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.TensorSummary;
import io.lanewise.quantizer.analysis.Diagnosis;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.NeededRelease;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Float model to quantized model. */
@Command(
        name = "quantize",
        description = {
            "Calibrate a float model on samples and convert it to int8.",
            "100 to 500 samples that resemble what the model will see are usual; they need no labels."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise quantize model.tflite -s images/ --scale 1/255 -o model_int8.tflite",
            "  lanewise quantize model.tflite -s calibration.npy --layout nchw \\",
            "      --scale 1/255 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 \\",
            "      --interface float -o model_int8.tflite",
            "  lanewise quantize model.tflite -s images/ --scale 1/255 \\",
            "      --save-calibration seen.json -o model_int8.tflite",
            "  lanewise quantize model.tflite --calibration seen.json --method kl \\",
            "      -o model_kl.tflite"
        })
final class QuantizeCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 36;

    private enum Interface {
        INT8(InterfaceType.INT8, DataType.INT8),
        INT16(InterfaceType.INT8, DataType.INT16),
        FLOAT(InterfaceType.FLOAT32, DataType.FLOAT32);

        private final InterfaceType type;
        private final DataType element;

        Interface(InterfaceType type, DataType element) {
            this.type = type;
            this.element = element;
        }

        /** Refuses a word that the scheme does not make true. */
        void require(CommandLine command, QuantizationResult result) {
            for (int index : result.graph().inputs()) {
                Tensor input = result.graph().tensor(index);
                if (input.type() != element) {
                    throw new ParameterException(
                            command,
                            "--interface " + name().toLowerCase(Locale.ROOT) + ": the" + " scheme makes input " + input
                                    + "; leave --interface out, or choose another --scheme");
                }
            }
        }
    }

    @Parameters(paramLabel = "MODEL", description = "A float .tflite or .onnx file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            converter = WrittenFile.OfModel.class,
            description = "The file to write: .tflite, or .onnx for QuantizeLinear and DequantizeLinear nodes.")
    private WrittenFile output;

    @Option(
            names = "--interface",
            paramLabel = "TYPE",
            description = "Element type of inputs and outputs: float as before, or int8 or int16, which --scheme"
                    + " decides. Default: what --scheme makes.")
    private Interface interfaceType;

    @Mixin
    private CalibrationOptions calibrationOptions;

    @Mixin
    private SchemeOptions schemeOptions;

    @Mixin
    private RepairOptions repairOptions;

    @Mixin
    private BackendOption backendOption;

    @Option(names = "--ranges", description = "Also print the range, scale and zero point of each activation.")
    private boolean ranges;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model model = inputShapes.load(file);
        Backend backend = backendOption.sessionOptions().backend();
        Scheme scheme = schemeOptions.scheme();
        Quantizer quantizer = quantizer(model, scheme, backend);
        CalibrationPass pass = calibrationOptions.calibrate(quantizer, model);
        QuantizationResult result = repaired(quantizer, pass).quantize(pass);
        if (interfaceType != null) {
            interfaceType.require(spec.commandLine(), result);
        }
        result.write(output.path());
        print(spec.commandLine().getOut(), result, scheme);
        CostText text =
                new CostText(spec.commandLine().getOut(), spec.commandLine().getErr());
        text.print(result, scheme, schemeOptions.plain());
        Diagnosis.of(result, model, pass, scheme, () -> repaired(quantizer(model, scheme, backend), pass), backend)
                .ifPresent(text::warn);
        return 0;
    }

    private Quantizer quantizer(Model model, Scheme scheme, Backend backend) {
        Quantizer quantizer = schemeOptions.plain() ? Quantizer.of(model).plain() : Quantizer.of(model);
        quantizer
                .scheme(scheme)
                .interfaceType(interfaceType == null ? InterfaceType.INT8 : interfaceType.type)
                .method(calibrationOptions.method())
                .scaleFormula(calibrationOptions.scaleFormula())
                .backend(backend);
        repairOptions.prepare(quantizer, schemeOptions.plain(), calibrationOptions.samplesGiven());
        return quantizer;
    }

    /** Set up to repair with the samples that were calibrated with, if there were any. */
    private Quantizer repaired(Quantizer quantizer, CalibrationPass pass) {
        if (pass.split() != null) {
            repairOptions.repair(quantizer, schemeOptions.plain(), pass.split().calibrated());
        }
        return quantizer;
    }

    private void print(PrintWriter out, QuantizationResult result, Scheme scheme) throws IOException {
        if (ranges) {
            TextTable table = new TextTable("operator", "tensor", ">minimum", ">maximum", ">scale", ">zero point");
            for (TensorSummary tensor : result.tensors()) {
                table.row(
                        tensor.operator(),
                        Figures.shortened(tensor.name(), NAME_WIDTH),
                        Figures.real(tensor.range().minimum()),
                        Figures.real(tensor.range().maximum()),
                        tensor.quantization() == null
                                ? "float"
                                : tensor.quantization().scale(),
                        tensor.quantization() == null
                                ? ""
                                : tensor.quantization().zeroPoint());
            }
            table.print(out);
            out.println();
        }
        new TextTable("model", "file", ">size", ">weights")
                .row("float32", file.getFileName(), Figures.bytes(Files.size(file)), Figures.bytes(result.floatBytes()))
                .row(scheme.name(), output.path().getFileName(), output.size(), Figures.bytes(result.quantizedBytes()))
                .print(out);
        out.println(
                result.samples() == 0
                        ? "activations stay float: no calibration"
                        : "calibrated with " + Figures.count(result.samples()) + " samples, "
                                + result.tensors().size() + " activations quantized");
        if (!output.path().toString().endsWith(".onnx")) {
            NeededRelease.of(result.graph()).ifPresent(out::println);
        }
    }
}
