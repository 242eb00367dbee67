// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.util.Optional;

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
    public void apply(Quantizer quantizer) {
        quantizer.equalize(new CrossLayerEqualization(false));
    }

    @Override
    public Optional<Samples> recalibration() {
        return Optional.of(samples);
    }
}
