// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.repair.BiasCorrection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Biases corrected by mean errors.
 *
 * @param samples to measure those on
 */
public record BiasCorrectionRemedy(BiasCorrection kind, Samples samples) implements Remedy {

    @Override
    public String name() {
        return "--bias-correction " + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public QuantizationResult apply(Supplier<Quantizer> quantizer, CalibrationStatistics statistics) {
        try (Stream<float[]> stream = samples.open()) {
            List<float[]> kept = stream.toList();
            return quantizer.get().correctBiases(kind, kept).quantize(statistics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
