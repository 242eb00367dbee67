// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import java.util.List;

/**
 * Makes operators parts of those before them, wherever integers compute both in one: the float graph as it is
 * converted.
 */
public final class FuseOperators {
    private static final Pipeline PASSES = new Pipeline(List.of(FoldBatchNormalization::apply, FuseActivations::apply));

    private FuseOperators() {}

    /**
     * {@return the same function, float32: {@link FoldBatchNormalization}, then {@link FuseActivations}}
     *
     * @param graph all float32
     */
    public static Graph apply(Graph graph) {
        return PASSES.apply(graph);
    }
}
