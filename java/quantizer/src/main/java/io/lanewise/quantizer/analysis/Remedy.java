// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import java.io.IOException;
import java.util.Optional;

/** Something that may make a quantized model more accurate; what it gains is measured. */
public interface Remedy {

    /** {@return the options of {@code lanewise quantize} that ask for it, such as {@code --method kl}} */
    String name();

    /**
     * Sets a quantizer up with the remedy.
     *
     * @param quantizer set up as wanted but for the remedy
     * @throws IOException if a sample that it needs cannot be read
     */
    void apply(Quantizer quantizer) throws IOException;

    /**
     * {@return what to calibrate on anew where the remedy changes the ranges of activations; empty where it does not}
     */
    default Optional<Samples> recalibration() {
        return Optional.empty();
    }
}
