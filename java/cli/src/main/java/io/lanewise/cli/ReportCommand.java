// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.analysis.Analyzer;
import io.lanewise.quantizer.analysis.HtmlReport;
import io.lanewise.quantizer.analysis.QuantizationReport;
import io.lanewise.quantizer.analysis.Remedies;
import io.lanewise.quantizer.analysis.RemedyGain;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.evaluation.AccuracyReport;
import io.lanewise.quantizer.evaluation.Evaluator;
import io.lanewise.quantizer.evaluation.SessionClassifier;
import io.lanewise.quantizer.repair.BiasCorrection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What quantization costs and why, as a page. */
@Command(
        name = "report",
        description = {
            "Report what quantization costs, layer by layer, and what would help.",
            "Samples with labels give accuracy, too. With --calibration, the samples are only measured on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise report model.tflite -s images/ --scale 1/255 -o report.html",
            "  lanewise report model.tflite --calibration seen.json -s test/ \\",
            "      --scale 1/255 --method kl -o report.html --json report.json"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A float .tflite or .onnx file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            converter = WrittenFile.OfPage.class,
            description = "The HTML page to write: .html or .htm.")
    private WrittenFile output;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = WrittenFile.OfJson.class,
            description = "Write the report as JSON, too: .json.")
    private WrittenFile json;

    @Option(
            names = "--measure",
            paramLabel = "N",
            defaultValue = "100",
            converter = Count.class,
            description = "Measure errors on the first N samples, which are kept in memory. Default: ${DEFAULT-VALUE}.")
    private int measured;

    @Mixin
    private CalibrationOptions calibrationOptions;

    @Mixin
    private SchemeOptions schemeOptions;

    @Mixin
    private BackendOption backendOption;

    @Mixin
    private InputShapes inputShapes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model model = inputShapes.load(file);
        Backend backend = backendOption.sessionOptions().backend();
        Scheme scheme = schemeOptions.scheme();
        CalibrationStatistics statistics = calibrationOptions.calibrateOnce(
                Quantizer.of(model)
                        .scheme(scheme)
                        .method(calibrationOptions.method())
                        .backend(backend),
                model);
        QuantizationReport report = report(model, scheme, statistics, backend);
        HtmlReport.write(report, output.path());
        if (json != null) {
            Json.write(json.path(), report);
        }
        print(spec.commandLine().getOut(), report);
        return 0;
    }

    private QuantizationReport report(Model model, Scheme scheme, CalibrationStatistics statistics, Backend backend)
            throws IOException {
        Dataset dataset = calibrationOptions.dataset(model);
        BiasCorrection correction = schemeOptions.plain() ? BiasCorrection.NONE : BiasCorrection.FULL;
        List<float[]> some;
        try (Stream<float[]> first =
                calibrationOptions.samples(model).limit(Remedies.REPAIR_SAMPLES).open()) {
            some = first.toList();
        }
        Supplier<Quantizer> quantizer = () -> Quantizer.of(model)
                .scheme(scheme)
                .backend(backend)
                .scaleFormula(calibrationOptions.scaleFormula())
                .correctBiases(correction, some);
        Analyzer analyzer = new Analyzer(
                model,
                quantizer,
                calibrationOptions.method(),
                statistics,
                calibrationOptions.samples(model).limit(measured),
                backend);
        QuantizationReport report;
        long steps =
                Math.min(measured, dataset.count()) + model.graph().operators().size();
        try (Progress progress = Progress.of("analyze", steps)) {
            report = analyzer.report(
                    Remedies.standard(calibrationOptions.method(), scheme, !schemeOptions.plain()), progress);
        }
        return dataset.labelled()
                ? report.withAccuracy(accuracy(model, analyzer.quantize().model(), dataset))
                : report;
    }

    private AccuracyReport accuracy(Model real, Model quantized, Dataset dataset) throws IOException {
        SessionOptions options = backendOption.sessionOptions();
        try (Progress progress = Progress.of("evaluate", dataset.count());
                SessionClassifier first =
                        SessionClassifier.open("float", real, options, calibrationOptions.feed(dataset, real));
                SessionClassifier second = SessionClassifier.open(
                        "quantized", quantized, options, calibrationOptions.feed(dataset, quantized))) {
            return AccuracyReport.of(Evaluator.evaluate(List.of(first, second), dataset, progress));
        }
    }

    private void print(PrintWriter out, QuantizationReport report) {
        TextTable table = new TextTable("what is quantized", ">SQNR", ">cosine");
        report.attribution().forEach(part -> row(table, part.part(), part.error()));
        table.print(out);
        if (!report.remedies().isEmpty()) {
            RemedyGain best = report.remedies().get(0);
            out.println(
                    best.gain() > 0
                            ? "most is gained by " + best.remedy() + ": " + Figures.decibels(best.gain())
                            : "no remedy gains anything");
        }
        out.println("report in " + output);
    }

    private static void row(TextTable table, String part, TensorError error) {
        table.row(part, Figures.decibels(error.sqnr()), Figures.cosine(error.cosine()));
    }
}
