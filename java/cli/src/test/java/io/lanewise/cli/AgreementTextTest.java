// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.training.LayerAgreement;
import io.lanewise.training.RuntimeAgreement;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTextTest {

    /** The lowest share and the largest step are of different operators. */
    @Test
    void saysTheWorstOfOperatorsAndOutputs() {
        RuntimeAgreement agreement = new RuntimeAgreement(
                List.of(
                        new LayerAgreement("CONV_2D a", 1000, 999, 3),
                        new LayerAgreement("ADD b", 200, 199, 1),
                        new LayerAgreement("ADD c", 10, 10, 0)),
                List.of(new LayerAgreement("ADD c", 400, 399, 2)));
        assertEquals(
                List.of(
                        "training and runtime agree: of each of 3 operators at least 99.50 % of the integers are equal"
                                + " (ADD b), and none is more than 3 apart",
                        "end to end, fed with the samples alone: of each of 1 outputs at least 99.75 % of the integers"
                                + " are equal (ADD c), and none is more than 2 apart"),
                AgreementText.lines(agreement));
        assertEquals(List.of(), AgreementText.lines(new RuntimeAgreement(List.of(), List.of())));
    }
}
