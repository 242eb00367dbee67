// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.tflite.TfliteWriter;
import io.lanewise.testing.RandomFloatNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Channels that are taken out are as channels that are multiplied by zero. */
class ChannelPruningTest {
    private static final int NETWORKS = 400;

    @Test
    void ofRandomNetworksLeaveWhatGatesLeave() {
        long removed = 0;
        long channels = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            Graph graph = RandomFloatNetwork.of(seed);
            ChannelGroups groups = ChannelGroups.of(graph);
            GroupSet chosen = random(groups, new Random(seed));
            Graph pruned = new ChannelPruning(groups, chosen).apply();
            FloatRun.assertSame(Gates.of(groups, chosen::contains), pruned, seed);
            assertEquals(macs(pruned), new MacCount(groups).without(chosen::contains), "MACs of seed " + seed);
            Model.read("pruned", TfliteWriter.encode(pruned));
            removed += chosen.size();
            channels += groups.count();
        }
        assertTrue(removed > channels / 4, removed + " of " + channels + " groups of channels were removed");
    }

    /** Any of each family but one. */
    private static GroupSet random(ChannelGroups groups, Random random) {
        List<Integer> chosen = new ArrayList<>();
        for (List<Integer> family : groups.families()) {
            int stays = random.nextInt(family.size());
            for (int i = 0; i < family.size(); i++) {
                if (i != stays && random.nextBoolean()) {
                    chosen.add(family.get(i));
                }
            }
        }
        return GroupSet.of(chosen);
    }

    static long macs(Graph graph) {
        return graph.operators().stream()
                .mapToLong(operator -> operator.macs(graph))
                .sum();
    }
}
