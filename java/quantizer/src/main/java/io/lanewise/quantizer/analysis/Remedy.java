// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.QuantizationResult;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.calibration.CalibrationStatistics;
import java.util.function.Supplier;

/** Something that may make a quantized model more accurate; what it gains is measured. */
public interface Remedy {

    /** What reports call it, such as {@code --method kl}. */
    String name();

    /**
     * Quantizes with the remedy.
     *
     * @param quantizer gives a new quantizer of the model each time, set up as without the remedy
     * @param statistics the calibration
     */
    QuantizationResult apply(Supplier<Quantizer> quantizer, CalibrationStatistics statistics);
}
