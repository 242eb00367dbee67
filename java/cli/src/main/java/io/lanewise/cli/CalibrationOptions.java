// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.CalibrationPass;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.analysis.Samples;
import io.lanewise.quantizer.calibration.CalibrationFile;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.SampleFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** What is known of a model's activations, from samples, from files or from both, and how it becomes scales. */
final class CalibrationOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private SampleOptions sampleOptions;

    @Mixin
    private PreprocessingOptions preprocessingOptions;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "min-max",
            converter = MethodName.class,
            completionCandidates = MethodUsages.class,
            description = {
                "How a range comes from the values seen: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}."
            })
    private CalibrationMethod method;

    @Option(
            names = "--scale-formula",
            paramLabel = "NAME",
            defaultValue = "tflite",
            converter = FormulaName.class,
            description = "How a scale comes from a range: tflite, ort or pytorch. Default: ${DEFAULT-VALUE}.")
    private ScaleFormula scaleFormula;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = {
                "A calibration of this model, stored earlier; several, and --samples besides, count together."
            })
    private List<Path> stored = List.of();

    @Option(
            names = "--save-calibration",
            paramLabel = "FILE",
            converter = WrittenFile.OfJson.class,
            description = "Store the calibration as .json; any --method can use it.")
    private WrittenFile saved;

    CalibrationMethod method() {
        return method;
    }

    ScaleFormula scaleFormula() {
        return scaleFormula;
    }

    /** The samples that the command line names. */
    Dataset dataset(Model model) throws IOException {
        return sampleOptions.open(model);
    }

    /** Those samples as a float model takes them. */
    Samples samples(Model model) throws IOException {
        Dataset dataset = dataset(model);
        Preprocessing preprocessing = preprocessingOptions.preprocessing();
        return () -> preprocessing.stream(dataset, model.inputs());
    }

    /** How a model gets a data set's samples. */
    SampleFeed feed(Dataset dataset, Model model) throws IOException {
        return SampleFeed.preprocessed(preprocessingOptions.preprocessing(), dataset, model);
    }

    /** Whether the command line names samples. */
    boolean samplesGiven() {
        return sampleOptions.given();
    }

    /** The statistics of stored calibrations, or of all samples where there is none; stored where that is asked for. */
    CalibrationStatistics calibrateOnce(Quantizer quantizer, Model model) throws IOException {
        CalibrationPass pass = stored.isEmpty()
                ? pass(model, quantizer::calibrateOnAll)
                : CalibrationPass.stored(stored(quantizer.converted()));
        return saved(pass).statistics().get(0);
    }

    /**
     * What the samples teach, if they are named, and the stored calibrations with them; stored where that is asked for.
     */
    CalibrationPass calibrate(Quantizer quantizer, Model model) throws IOException {
        List<CalibrationStatistics> earlier = quantizer.needsCalibration() ? stored(quantizer.converted()) : List.of();
        if (!sampleOptions.given() && (!earlier.isEmpty() || !quantizer.needsCalibration())) {
            return saved(CalibrationPass.stored(earlier));
        }
        return saved(pass(model, quantizer::calibrateOn).with(earlier));
    }

    /** Runs the samples through a calibration, and says what is suspicious about them. */
    private CalibrationPass pass(Model model, Function<Stream<LabelledSample>, CalibrationPass> calibration)
            throws IOException {
        Dataset dataset = dataset(model);
        try (Progress progress = Progress.of("calibrate", dataset.count());
                Stream<LabelledSample> samples =
                        preprocessingOptions.preprocessing().labelled(dataset, model.inputs())) {
            CalibrationPass pass = calibration.apply(samples.peek(sample -> progress.run()));
            pass.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning.message()));
            return pass;
        }
    }

    private List<CalibrationStatistics> stored(Model model) throws IOException {
        List<CalibrationStatistics> parts = new ArrayList<>();
        for (Path file : stored) {
            parts.add(CalibrationFile.read(file, model.graph()));
        }
        return parts;
    }

    private CalibrationPass saved(CalibrationPass pass) throws IOException {
        if (saved != null && !pass.statistics().isEmpty()) {
            CalibrationFile.write(pass.statistics().get(0), saved.path());
        }
        return pass;
    }

    /** How methods are written. */
    static final class MethodUsages implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return CalibrationMethod.usages().iterator();
        }
    }

    /** Reads the name of a method. */
    static final class MethodName implements ITypeConverter<CalibrationMethod> {
        @Override
        public CalibrationMethod convert(String text) {
            try {
                return CalibrationMethod.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads the name of a formula. */
    static final class FormulaName implements ITypeConverter<ScaleFormula> {
        @Override
        public ScaleFormula convert(String text) {
            try {
                return ScaleFormula.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
