// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.lint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Ranges that the last quarter of the samples made notably wider: more samples would make them wider still.
 *
 * @param samples number of all samples
 * @param tensors which ranges, the one that grew most first
 */
public record GrowingRanges(int samples, List<GrowingTensor> tensors) implements DataWarning {
    private static final int NAMED = 3;

    /**
     * One of them.
     *
     * @param name of the tensor
     * @param fraction by how much the width grew, as a part of the width before
     */
    public record GrowingTensor(String name, double fraction) {}

    /**
     * Copies the list.
     *
     * @param samples number of all samples
     * @param tensors which ranges, the one that grew most first
     */
    public GrowingRanges {
        tensors = List.copyOf(tensors);
    }

    @Override
    public String message() {
        return "ranges were still growing after " + samples + " samples: "
                + tensors.stream()
                        .limit(NAMED)
                        .map(tensor ->
                                String.format(Locale.ROOT, "\"%s\" by %.0f %%", tensor.name, 100 * tensor.fraction))
                        .collect(Collectors.joining(", "))
                + (tensors.size() > NAMED ? " and " + (tensors.size() - NAMED) + " more" : "")
                + " with the last quarter of them; give more samples, or clip with percentile, kl or mse";
    }
}
