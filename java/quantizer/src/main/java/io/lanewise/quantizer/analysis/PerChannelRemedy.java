// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import java.util.function.Supplier;

/** A scale for each output channel of FULLY_CONNECTED weights too. */
public record PerChannelRemedy() implements Remedy {

    @Override
    public String name() {
        return "per-channel FULLY_CONNECTED weights";
    }

    @Override
    public QuantizationResult apply(Supplier<Quantizer> quantizer, CalibrationStatistics statistics) {
        return quantizer.get().perChannelFullyConnected(true).quantize(statistics);
    }
}
