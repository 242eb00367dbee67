// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.GraphBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphHashTest {

    private static Graph graph(String name, float weight, float scale, Activation activation) {
        GraphBuilder g = new GraphBuilder();
        int in = g.input(name, 1, 2);
        int weights = g.floats("weights", Shape.of(2, 2), 1, 2, 3, weight);
        int out = g.activation("out", 1, 2);
        g.int8("unused", Quantization.perChannel(new float[] {1, scale}, new int[2], 1), 1, 2);
        return g.add(new FullyConnected(in, weights, -1, out, activation, false))
                .build(out);
    }

    @Test
    void everyPropertyCounts() {
        List<Graph> graphs = List.of(
                graph("in", 4, 1, Activation.NONE),
                graph("other", 4, 1, Activation.NONE),
                graph("in", 4.0000005f, 1, Activation.NONE),
                graph("in", 4, 2, Activation.NONE),
                graph("in", 4, 1, Activation.RELU));
        Set<String> hashes = new HashSet<>();
        graphs.forEach(graph -> hashes.add(GraphHash.of(graph)));
        assertEquals(graphs.size(), hashes.size());
        assertTrue(hashes.stream().allMatch(hash -> hash.matches("[0-9a-f]{64}")));
    }

    @Test
    void equalGraphsHaveEqualHashes() {
        assertEquals(GraphHash.of(SmallNetwork.float32()), GraphHash.of(SmallNetwork.float32()));
        Graph graph = SmallNetwork.float32();
        assertEquals(
                GraphHash.of(graph),
                GraphHash.of(
                        new Graph("renamed", graph.tensors(), graph.operators(), graph.inputs(), graph.outputs())));
        assertNotEquals(GraphHash.of(graph), GraphHash.of(SmallNetwork.int8()));
    }
}
