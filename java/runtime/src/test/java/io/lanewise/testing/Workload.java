// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;

/**
 * A model of one operator for benchmarks. Names say the kernel, then the input's height, width and channels, or its
 * rows and columns.
 */
public interface Workload {

    /** Of the workload, for people. */
    String name();

    /** What is in the model. */
    SizedOperator operator();

    /** The model, with random weights, in int8 or float32. Conversions between types are what they are. */
    default Graph graph(DataType type) {
        SizedGraph graph = new SizedGraph(name(), type);
        operator().addTo(graph);
        return graph.build();
    }
}
