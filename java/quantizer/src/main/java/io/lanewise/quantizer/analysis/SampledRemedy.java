// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A repair that measures on samples.
 *
 * @param samples to measure on
 * @param repair sets a quantizer up
 */
public record SampledRemedy(String name, Samples samples, BiConsumer<Quantizer, List<float[]>> repair)
        implements Remedy {

    @Override
    public void apply(Quantizer quantizer) throws IOException {
        try (Stream<float[]> stream = samples.open()) {
            repair.accept(quantizer, stream.toList());
        }
    }
}
