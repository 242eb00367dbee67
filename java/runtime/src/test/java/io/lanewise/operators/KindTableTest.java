// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.operators.movement.Reshape;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KindTableTest {

    @Test
    void permittedKindsAreRecordsAtAnyDepth() {
        Set<Class<? extends Operator>> kinds = KindTable.permitted();
        assertTrue(kinds.contains(Logistic.class) && kinds.contains(FullyConnected.class), kinds.toString());
        assertTrue(kinds.stream().allMatch(Class::isRecord), kinds.toString());
    }

    @Test
    void tellsWhatIsMissing() {
        KindTable<String> table = new KindTable<>();
        assertEquals(KindTable.permitted(), table.missing());
        table.add(Logistic.class, Logistic::kind);
        assertFalse(table.missing().contains(Logistic.class));
        assertEquals("LOGISTIC", table.apply(new Logistic(0, 1)));
        assertEquals(
                "RESHAPE is missing in this table",
                assertThrows(IllegalStateException.class, () -> table.apply(new Reshape(0, 1)))
                        .getMessage());
    }

    @Test
    void refusesAKindTwice() {
        KindTable<String> table = new KindTable<>();
        table.add(Logistic.class, Logistic::kind);
        assertThrows(IllegalStateException.class, () -> table.add(Logistic.class, Logistic::kind));
    }
}
