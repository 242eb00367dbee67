// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Passes in a row: each takes the graph that the one before gives. None of them leaves tensors out, so that an index
 * means the same tensor to all of them.
 *
 * @param passes in the order in which they run
 */
public record Pipeline(List<UnaryOperator<Graph>> passes) {

    /**
     * Keeps a copy of the list.
     *
     * @param passes in the order in which they run
     */
    public Pipeline {
        passes = List.copyOf(passes);
    }

    /**
     * {@return what the passes make of a graph; its tensors keep their indices}
     *
     * @param graph stays as it is
     */
    public Graph apply(Graph graph) {
        Graph result = graph;
        for (UnaryOperator<Graph> pass : passes) {
            result = pass.apply(result);
        }
        return result;
    }

    /**
     * {@return what the passes make of a graph, without the tensors that nothing uses any more}
     *
     * @param graph stays as it is
     */
    public Graph cleaned(Graph graph) {
        return GraphEditor.of(apply(graph)).cleaned();
    }
}
