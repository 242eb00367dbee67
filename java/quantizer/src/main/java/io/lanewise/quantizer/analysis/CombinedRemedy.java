// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.Quantizer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several remedies at once: each may gain little where another error hides what it does.
 *
 * @param parts remedies that do not undo each other
 */
public record CombinedRemedy(List<Remedy> parts) implements Remedy {

    /**
     * Copies the list.
     *
     * @param parts remedies that do not undo each other
     */
    public CombinedRemedy {
        parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return parts.stream().map(Remedy::name).collect(Collectors.joining(" "));
    }

    @Override
    public void apply(Quantizer quantizer) throws IOException {
        for (Remedy part : parts) {
            part.apply(quantizer);
        }
    }

    @Override
    public Optional<Samples> recalibration() {
        return parts.stream().flatMap(part -> part.recalibration().stream()).findFirst();
    }
}
