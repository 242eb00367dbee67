// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;

/** Who writes and how many read each tensor of a graph. */
final class Uses {
    private final Operator[] producers;
    private final int[] readers;

    Uses(Graph graph) {
        producers = new Operator[graph.tensors().size()];
        readers = new int[graph.tensors().size()];
        for (Operator operator : graph.operators()) {
            operator.inputs().forEach(input -> readers[input]++);
            producers[operator.output()] = operator;
        }
        graph.outputs().forEach(output -> readers[output]++);
    }

    /** The operator that writes a tensor; null for constants and graph inputs. */
    Operator producer(int tensor) {
        return producers[tensor];
    }

    /** How often a tensor is read, as an operator's input or as a graph output. */
    int readers(int tensor) {
        return readers[tensor];
    }
}
