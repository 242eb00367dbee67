// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.quantizer.calibration.CalibrationMethod;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.cost.SampleSplit;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.lint.CalibrationLint;
import io.lanewise.quantizer.lint.DataWarning;
import io.lanewise.quantizer.lint.SampleLint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * What one pass over samples leaves: every method may be applied to it later.
 *
 * @param statistics of each model that was calibrated; none where no activation becomes integers
 * @param split the samples kept; null where the statistics alone are known
 * @param warnings what is suspicious about the samples, and about what the first model made of them
 */
public record CalibrationPass(List<CalibrationStatistics> statistics, SampleSplit split, List<DataWarning> warnings) {

    /**
     * Copies the lists.
     *
     * @param statistics of each model that was calibrated; none where no activation becomes integers
     * @param split the samples kept; null where the statistics alone are known
     * @param warnings what is suspicious about the samples, and about what the first model made of them
     */
    public CalibrationPass {
        statistics = List.copyOf(statistics);
        warnings = List.copyOf(warnings);
    }

    /**
     * {@return what calibrations of a model taught earlier, without samples}
     *
     * @param parts statistics of one model each; none where no activation becomes integers
     */
    public static CalibrationPass stored(List<CalibrationStatistics> parts) {
        return new CalibrationPass(
                parts.isEmpty() ? List.of() : List.of(CalibrationStatistics.merge(parts)), null, List.of());
    }

    /**
     * Takes the samples one after the other.
     *
     * @param shape a model of the samples' shape
     * @param models to be calibrated
     * @param splitting how samples are parted among calibrations and what is kept
     * @param progress called after each sample, with the number of samples so far
     */
    static CalibrationPass run(
            Model shape,
            List<Model> models,
            CalibrationMethod method,
            Backend backend,
            Function<List<Calibration>, SampleSplit> splitting,
            Iterator<LabelledSample> samples,
            IntConsumer progress) {
        JoinedInputs inputs = JoinedInputs.of(shape.graph());
        SampleLint lint = new SampleLint(inputs.shape());
        List<Calibration> calibrations = new ArrayList<>();
        try {
            for (Model model : models) {
                calibrations.add(new Calibration(model, backend, List.of(method)));
            }
            SampleSplit split = splitting.apply(calibrations);
            for (int done = 1; samples.hasNext(); done++) {
                LabelledSample sample = samples.next();
                split.add(sample.values(), sample.label());
                // Calibrations, where there are any, have said so already.
                inputs.requireFits(done - 1, sample.values());
                lint.add(sample.values());
                progress.accept(done);
            }
            split.finish();
            List<DataWarning> warnings = new ArrayList<>(lint.warnings());
            if (!models.isEmpty()) {
                warnings.addAll(CalibrationLint.warnings(models.get(0).graph(), calibrations.get(0)));
            }
            return new CalibrationPass(
                    calibrations.stream().map(Calibration::statistics).toList(), split, warnings);
        } finally {
            calibrations.forEach(Calibration::close);
        }
    }

    /**
     * {@return the same, together with what earlier calibrations of the first model taught}
     *
     * @param earlier statistics of the same model on other samples; may be empty
     */
    public CalibrationPass with(List<CalibrationStatistics> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        List<CalibrationStatistics> merged = new ArrayList<>(statistics);
        merged.set(
                0,
                CalibrationStatistics.merge(Stream.concat(earlier.stream(), Stream.of(statistics.get(0)))
                        .toList()));
        return new CalibrationPass(merged, split, warnings);
    }
}
