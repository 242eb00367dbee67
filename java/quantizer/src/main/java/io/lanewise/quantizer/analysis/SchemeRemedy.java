// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.conversion.Scheme;
import java.util.function.Supplier;

/**
 * Another scheme, for the whole model or for a few layers.
 *
 * @param name what reports call it
 * @param scheme the whole scheme, with what changes
 */
public record SchemeRemedy(String name, Scheme scheme) implements Remedy {

    @Override
    public QuantizationResult apply(Supplier<Quantizer> quantizer, CalibrationStatistics statistics) {
        return quantizer.get().scheme(scheme).quantize(statistics);
    }
}
