// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Cross-layer equalization, which changes the ranges of activations.
 *
 * @param samples to calibrate with anew
 */
public record EqualizationRemedy(Samples samples) implements Remedy {

    @Override
    public String name() {
        return "--equalize";
    }

    @Override
    public QuantizationResult apply(Supplier<Quantizer> quantizer, CalibrationStatistics statistics) {
        try (Stream<float[]> stream = samples.open()) {
            return quantizer.get().equalize(new CrossLayerEqualization(false)).calibrate(stream).quantize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
