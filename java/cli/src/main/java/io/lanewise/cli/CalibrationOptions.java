// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.analysis.Samples;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationFile;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.calibration.MovingAverage;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.cost.SampleSplit;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.Preprocessor;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.quantizer.data.SampleReader;
import io.lanewise.quantizer.lint.CalibrationLint;
import io.lanewise.quantizer.lint.DataWarning;
import io.lanewise.quantizer.lint.SampleLint;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @Option(names = "--method", paramLabel = "METHOD", defaultValue = "min-max", converter = MethodName.class, description = {
        "How a range comes from the values seen: min-max, moving-average[:CONSTANT], percentile[:PERCENT], kl, mse or "
                + "analytic[:gaussian|:laplace]. Default: ${DEFAULT-VALUE}."})
    private CalibrationMethod method;

    @Option(names = "--scale-formula", paramLabel = "NAME", defaultValue = "tflite", converter = FormulaName.class,
            description = "How a scale comes from a range: tflite, ort or pytorch. Default: ${DEFAULT-VALUE}.")
    private ScaleFormula scaleFormula;

    @Option(names = "--calibration", paramLabel = "FILE", description = {
        "A calibration of this model, stored earlier; several, and --samples besides, count together."})
    private List<Path> stored = List.of();

    @Option(names = "--save-calibration", paramLabel = "FILE", description = "Store the calibration; any --method can use it.")
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
        return () -> preprocessing.stream(dataset, SampleFeed.inputOf(model));
    }

    /** How a model gets a data set's samples. */
    SampleFeed feed(Dataset dataset, Model model) throws IOException {
        return SampleFeed.preprocessed(preprocessingOptions.preprocessing(), dataset, model);
    }

    /** Whether the command line names samples. */
    boolean samplesGiven() {
        return sampleOptions.given();
    }

    /** The statistics of stored calibrations, or of the samples where there is none; stored where that is asked for. */
    CalibrationStatistics calibrateOnce(Model model, Backend backend) throws IOException {
        if (stored.isEmpty()) {
            return calibrate(List.of(model), backend, calibrations -> new SampleSplit(false, calibrations)).statistics().get(0);
        }
        return saved(stored(model));
    }

    /**
     * Runs the samples, if they are named, through models.
     *
     * @param models float models of the same input, at least one
     */
    CalibrationPass calibrate(List<Model> models, Backend backend, Function<List<Calibration>, SampleSplit> splitting)
            throws IOException {
        Model first = models.get(0);
        List<CalibrationStatistics> parts = stored.isEmpty() ? List.of() : List.of(stored(first));
        if (!parts.isEmpty() && !sampleOptions.given()) {
            return new CalibrationPass(List.of(saved(parts.get(0))), null);
        }
        List<Double> averaging = method instanceof MovingAverage average ? List.of(average.constant()) : List.of();
        List<Calibration> calibrations = new ArrayList<>();
        try {
            for (Model model : models) {
                calibrations.add(new Calibration(model, backend, averaging));
            }
            SampleSplit split = read(first, splitting.apply(calibrations));
            warn(CalibrationLint.warnings(first.graph(), calibrations.get(0)));
            List<CalibrationStatistics> statistics = new ArrayList<>(calibrations.stream().map(Calibration::statistics).toList());
            statistics.set(0, saved(CalibrationStatistics.merge(
                    Stream.concat(parts.stream(), Stream.of(statistics.get(0))).toList())));
            return new CalibrationPass(statistics, split);
        } finally {
            calibrations.forEach(Calibration::close);
        }
    }

    private CalibrationStatistics stored(Model model) throws IOException {
        List<CalibrationStatistics> parts = new ArrayList<>();
        for (Path file : stored) {
            parts.add(CalibrationFile.read(file, model.graph()));
        }
        return CalibrationStatistics.merge(parts);
    }

    private CalibrationStatistics saved(CalibrationStatistics statistics) throws IOException {
        if (saved != null) {
            CalibrationFile.write(statistics, saved.path());
        }
        return statistics;
    }

    /** Hands a model's samples to a split, and looks at them. */
    SampleSplit read(Model model, SampleSplit split) throws IOException {
        Dataset dataset = sampleOptions.open(model);
        Tensor input = SampleFeed.inputOf(model);
        Preprocessor preprocessor = preprocessingOptions.preprocessing().bind(dataset, input);
        SampleLint lint = new SampleLint(input);
        try (Progress progress = Progress.of("calibrate", dataset.count()); SampleReader reader = dataset.open()) {
            while (reader.next()) {
                float[] sample = preprocessor.apply(reader.data());
                split.add(sample, reader.label());
                lint.add(sample);
                progress.run();
            }
        }
        split.finish();
        warn(lint.warnings());
        return split;
    }

    private void warn(List<DataWarning> warnings) {
        warnings.forEach(warning -> spec.commandLine().getErr().println("warning: " + warning.message()));
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
