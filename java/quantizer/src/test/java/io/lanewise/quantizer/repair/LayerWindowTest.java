// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.WeightedOperator;
import io.lanewise.quantizer.SmallNetwork;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every kind of operator either has a window or is left alone; none is taken for another. */
class LayerWindowTest {

    @Test
    void everyKindIsAsked() {
        Graph graph = SmallNetwork.float32();
        Set<String> windows = new HashSet<>();
        for (Operator operator : graph.operators()) {
            if (operator instanceof WeightedOperator layer
                    && layer.windows(graph).isPresent()) {
                windows.add(operator.getClass().getSimpleName());
            }
        }
        assertEquals(Set.of("Conv2d", "DepthwiseConv2d", "FullyConnected"), windows);
    }
}
