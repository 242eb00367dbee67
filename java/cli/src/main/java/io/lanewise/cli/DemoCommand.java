// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.quantizer.evaluation.Evaluation;
import io.lanewise.quantizer.evaluation.Evaluator;
import io.lanewise.quantizer.evaluation.SessionClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole road on the sample model. */
@Command(
        name = "demo",
        description = {
            "Quantize the sample model, evaluate it, and run it on every backend.",
            "Fails if the int8 outputs of two backends differ in a single bit."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  lanewise demo -d /tmp/demo", "  lanewise demo -d /tmp/demo --jvm board=/opt/arm-jdk/bin/java"})
final class DemoCommand implements Callable<Integer> {
    private static final List<Backend> BACKENDS = List.of(Backend.NATIVE, Backend.JAVA);

    @Option(
            names = {"-d", "--directory"},
            required = true,
            paramLabel = "DIR",
            description = "Where the models, the images and the outputs are put.")
    private Path directory;

    @Option(
            names = "--jvm",
            paramLabel = "NAME=JAVA",
            description = "Also run the int8 model natively in this JVM, such as an emulated one. Repeatable.")
    private Map<String, Path> jvms = new LinkedHashMap<>();

    @Option(names = "--limit", paramLabel = "N", converter = Count.class, description = "Only the first N test images.")
    private int limit = Integer.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        DemoFiles files = DemoFiles.unpack(directory, limit);
        Path floatFile = files.floatModel();
        Path int8File = directory.resolve("glyphs-int8.tflite");
        quantize(files, int8File);

        TextTable table = new TextTable("model", "backend", ">size", ">top-1", ">latency", "outputs");
        addRows(table, files, floatFile, Map.of());
        Map<String, String> checksums = checksums(new DemoOutputs(files, int8File));
        addRows(table, files, int8File, checksums);
        for (String jvm : jvms.keySet()) {
            table.row(int8File.getFileName(), jvm, "", "", "", checksums.get(jvm));
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        boolean equal = Set.copyOf(checksums.values()).size() == 1;
        out.println("Latency is the median of one inference, outputs a checksum of all int8 outputs.");
        out.println(
                equal
                        ? "The int8 outputs are the same on every backend, bit for bit."
                        : "The int8 outputs DIFFER between backends, and must not.");
        return equal ? 0 : 1;
    }

    private void quantize(DemoFiles files, Path int8File) throws IOException {
        Model model = Model.load(files.floatModel());
        try (Progress progress = Progress.of("quantize", files.calibration().count());
                Stream<float[]> samples = DemoFiles.PREPROCESSING.stream(files.calibration(), model.inputs())) {
            Quantizer.of(model)
                    .calibrate(samples)
                    .onProgress(done -> progress.run())
                    .quantize()
                    .write(int8File);
        }
    }

    private Map<String, String> checksums(DemoOutputs outputs) throws IOException {
        Map<String, String> checksums = new LinkedHashMap<>();
        for (Backend backend : BACKENDS) {
            checksums.put(name(backend), outputs.checksum(backend));
        }
        for (Map.Entry<String, Path> jvm : jvms.entrySet()) {
            checksums.put(jvm.getKey(), outputs.checksum(jvm.getKey(), jvm.getValue()));
        }
        return checksums;
    }

    /** One row for each backend of this JVM. */
    private void addRows(TextTable table, DemoFiles files, Path file, Map<String, String> checksums)
            throws IOException {
        for (Evaluation.ModelResult result :
                evaluate(Model.load(file), files.test()).models()) {
            table.row(
                    file.getFileName(),
                    result.name(),
                    Figures.bytes(Files.size(file)),
                    Figures.percent(result.metrics().top1()),
                    Figures.micros(result.medianMicros()),
                    checksums.getOrDefault(result.name(), ""));
        }
    }

    private Evaluation evaluate(Model model, Dataset test) throws IOException {
        List<SessionClassifier> classifiers = new ArrayList<>();
        try (Progress progress = Progress.of("evaluate", test.count())) {
            for (Backend backend : BACKENDS) {
                classifiers.add(SessionClassifier.open(
                        name(backend),
                        model,
                        SessionOptions.defaults().withBackend(backend),
                        SampleFeed.preprocessed(DemoFiles.PREPROCESSING, test, model)));
            }
            return Evaluator.evaluate(classifiers, test, progress);
        } finally {
            classifiers.forEach(SessionClassifier::close);
        }
    }

    private static String name(Backend backend) {
        return backend.name().toLowerCase(Locale.ROOT);
    }
}
