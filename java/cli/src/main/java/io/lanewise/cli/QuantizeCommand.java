// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.TensorSummary;
import io.lanewise.quantizer.analysis.CostliestLayers;
import io.lanewise.quantizer.analysis.Remedies;
import io.lanewise.quantizer.analysis.RemedyTrials;
import io.lanewise.quantizer.analysis.Sensitivity;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.cost.CostMeter;
import io.lanewise.quantizer.cost.SampleSplit;
import io.lanewise.quantizer.tflite.NeededRelease;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Float model to int8 model. */
@Command(name = "quantize", description = {"Calibrate a float model on samples and convert it to int8.",
    "100 to 500 samples that resemble what the model will see are usual; they need no labels."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise quantize model.tflite -s images/ --scale 1/255 -o model_int8.tflite",
            "  lanewise quantize model.tflite -s calibration.npy --layout nchw \\",
            "      --scale 1/255 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 \\",
            "      --interface float -o model_int8.tflite",
            "  lanewise quantize model.tflite -s images/ --scale 1/255 \\",
            "      --save-calibration seen.json -o model_int8.tflite",
            "  lanewise quantize model.tflite --calibration seen.json --method kl \\",
            "      -o model_kl.tflite"})
final class QuantizeCommand implements Callable<Integer> {
    private static final int NAME_WIDTH = 36;

    private enum Interface {
        INT8(InterfaceType.INT8, DataType.INT8), INT16(InterfaceType.INT8, DataType.INT16),
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
                    throw new ParameterException(command, "--interface " + name().toLowerCase(Locale.ROOT) + ": the"
                            + " scheme makes input " + input + "; leave --interface out, or choose another --scheme");
                }
            }
        }
    }

    @Parameters(paramLabel = "MODEL", description = "A float .tflite or .onnx file.")
    private Path file;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "The file to write: .tflite, or .onnx for QuantizeLinear and DequantizeLinear nodes.")
    private WrittenFile output;

    @Option(names = "--interface", paramLabel = "TYPE",
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
        CalibrationPass pass = quantizer.needsCalibration() ? calibrate(quantizer, model, backend)
                : new CalibrationPass(List.of(), calibrationOptions.samplesGiven()
                        ? calibrationOptions.read(model, split(List.of())) : null);
        if (pass.split() != null) {
            repairOptions.repair(quantizer, schemeOptions.plain(), pass.split().calibrated());
            quantizer.measureOn(pass.split().measured());
        }
        QuantizationResult result = switch (pass.statistics().size()) {
            case 0 -> quantizer.quantize();
            case 1 -> quantizer.quantize(pass.statistics().get(0));
            default -> quantizer.quantize(pass.statistics().get(0), pass.statistics().get(1));
        };
        if (interfaceType != null) {
            interfaceType.require(spec.commandLine(), result);
        }
        result.write(output.path());
        print(spec.commandLine().getOut(), result);
        CostText text = new CostText(spec.commandLine().getOut(), spec.commandLine().getErr());
        text.print(result, schemeOptions.plain());
        if (CostText.isFar(result)) {
            CostMeter meter = new CostMeter(model, pass.split().measured(), backend);
            boolean undone = result.repairs().stream().anyMatch(trial -> !trial.kept() && trial.repair().startsWith("--equalize"));
            List<Sensitivity> layers = CostliestLayers.of(undone ? model : quantizer.converted(), result.graph(), meter, () -> { });
            text.warn(result, layers, pass.statistics().isEmpty() || undone ? List.of() : new RemedyTrials(() -> {
                Quantizer again = quantizer(model, scheme, backend);
                repairOptions.repair(again, schemeOptions.plain(), pass.split().calibrated());
                return again;
            }, pass.statistics().get(0), backend).gains(Remedies.wider(layers, scheme), meter, () -> { }));
        }
        return 0;
    }

    private Quantizer quantizer(Model model, Scheme scheme, Backend backend) {
        Quantizer quantizer = Quantizer.of(model).scheme(scheme)
                .interfaceType(interfaceType == null ? InterfaceType.INT8 : interfaceType.type)
                .method(calibrationOptions.method()).scaleFormula(calibrationOptions.scaleFormula()).backend(backend);
        repairOptions.prepare(quantizer, schemeOptions.plain(), calibrationOptions.samplesGiven());
        return quantizer;
    }

    /** Of an equalized model, the one it was made from, too. */
    private CalibrationPass calibrate(Quantizer quantizer, Model model, Backend backend) throws IOException {
        List<Model> models = repairOptions.equalizes() ? List.of(quantizer.converted(), model) : List.of(model);
        return calibrationOptions.calibrate(models, backend, this::split);
    }

    private SampleSplit split(List<Calibration> calibrations) {
        return new SampleSplit(!schemeOptions.plain(), calibrations, repairOptions.samples());
    }

    private void print(PrintWriter out, QuantizationResult result) throws IOException {
        if (ranges) {
            TextTable table = new TextTable("operator", "tensor", ">minimum", ">maximum", ">scale", ">zero point");
            for (TensorSummary tensor : result.tensors()) {
                table.row(tensor.operator(), Figures.shortened(tensor.name(), NAME_WIDTH), Figures.real(tensor.range().minimum()),
                        Figures.real(tensor.range().maximum()), tensor.quantization() == null ? "float" : tensor.quantization().scale(),
                        tensor.quantization() == null ? "" : tensor.quantization().zeroPoint());
            }
            table.print(out);
            out.println();
        }
        new TextTable("model", "file", ">size", ">weights")
                .row("float32", file.getFileName(), Figures.bytes(Files.size(file)), Figures.bytes(result.floatBytes()))
                .row("int8", output.path().getFileName(), output.size(), Figures.bytes(result.int8Bytes()))
                .print(out);
        out.println(result.samples() == 0 ? "activations stay float: no calibration" : "calibrated with "
                + Figures.count(result.samples()) + " samples, " + result.tensors().size() + " activations quantized");
        if (!output.path().toString().endsWith(".onnx")) {
            NeededRelease.of(result.graph()).ifPresent(out::println);
        }
    }
}
