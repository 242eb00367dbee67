// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Small graphs of random operators on random tensors, one for each seed: any number of inputs and outputs, values that
 * several operators read, outputs that operators read too. Their types are int8, int16, float32 or mixed, by the seed.
 */
public final class RandomGraph {
    private static final List<List<DataType>> TYPES = List.of(
            List.of(DataType.INT8),
            List.of(DataType.INT8),
            List.of(DataType.INT16),
            List.of(DataType.FLOAT32),
            List.of(DataType.INT8, DataType.INT16, DataType.FLOAT32));

    private static final List<Predicate<Sketch>> GROWTHS = GrowthTable.ALL.growths();

    private RandomGraph() {}

    /** The graph of a seed: the same on every machine. */
    public static Graph of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Sketch sketch = new Sketch("seed " + seed, random, TYPES.get(random.nextInt(TYPES.size())));
        for (int inputs = sketch.oneIn(3) ? 2 : 1; inputs > 0; inputs--) {
            sketch.input();
        }
        int operators = sketch.oneIn(4) ? sketch.between(6, 14) : sketch.between(1, 5);
        while (operators > 0) {
            if (sketch.oneOf(GROWTHS).test(sketch)) {
                operators--;
            }
        }
        return sketch.build();
    }
}
