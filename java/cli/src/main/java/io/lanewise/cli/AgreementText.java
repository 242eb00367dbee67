// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.training.LayerAgreement;
import io.lanewise.training.RuntimeAgreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How training and runtime agree, in words. */
final class AgreementText {
    private static final int NAME_WIDTH = 40;

    private AgreementText() {}

    /** A line for the operators and one for the outputs; none where nothing is of integers. */
    static List<String> lines(RuntimeAgreement agreement) {
        List<String> lines = new ArrayList<>();
        add(lines, "training and runtime agree: of each of %d operators", agreement.layers());
        add(lines, "end to end, fed with the samples alone: of each of %d outputs", agreement.outputs());
        return lines;
    }

    private static void add(List<String> lines, String what, List<LayerAgreement> all) {
        all.stream()
                .min(Comparator.comparing(LayerAgreement::share))
                .ifPresent(worst -> lines.add(String.format(
                        Locale.ROOT,
                        what + " at least %.2f %% of the integers are equal (%s), and none is more than %d apart",
                        all.size(),
                        100 * worst.share(),
                        Figures.shortened(worst.operator(), NAME_WIDTH),
                        all.stream().mapToInt(LayerAgreement::largestStep).max().orElse(0))));
    }
}
