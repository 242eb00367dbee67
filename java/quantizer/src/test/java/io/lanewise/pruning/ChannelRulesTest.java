// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelRulesTest {

    @Test
    void haveEveryKind() {
        assertEquals(Set.of(), ChannelRules.missing());
    }
}
