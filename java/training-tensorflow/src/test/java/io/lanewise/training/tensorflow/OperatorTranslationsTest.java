// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorTranslationsTest {

    @Test
    void knowsEveryKind() {
        assertEquals(Set.of(), OperatorTranslations.missing());
    }
}
