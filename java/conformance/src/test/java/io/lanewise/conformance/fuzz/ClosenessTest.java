// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosenessTest {

    @Test
    void everyKindOfOperatorHasAnEffect() {
        assertEquals(Set.of(), Closeness.effects(RandomGraph.of(0)).missing());
    }
}
