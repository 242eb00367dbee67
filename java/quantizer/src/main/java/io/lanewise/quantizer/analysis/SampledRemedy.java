// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A repair that measures on samples.
 *
 * @param samples to measure on
 * @param repair sets a quantizer up
 */
public record SampledRemedy(String name, Samples samples, BiConsumer<Quantizer, List<float[]>> repair) implements Remedy {

    @Override
    public QuantizationResult apply(Supplier<Quantizer> quantizer, CalibrationStatistics statistics) {
        try (Stream<float[]> stream = samples.open()) {
            Quantizer repaired = quantizer.get();
            repair.accept(repaired, stream.toList());
            return repaired.quantize(statistics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
