// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.instructions.elementwise.BinaryFunction;
import io.lanewise.operators.elementwise.Binary;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.tensor.Activation;

/** A difference times itself as one operator, which has an integer form; ONNX has no node for it. */
final class SquaredDifferences {

    private SquaredDifferences() {}

    /** The same function; the same graph if there are none. */
    static Graph apply(Graph graph) {
        Uses uses = new Uses(graph);
        GraphEditor editor = GraphEditor.withoutOperators(graph);
        boolean found = false;
        for (Operator operator : graph.operators()) {
            Binary difference = squared(graph, uses, operator);
            found |= difference != null;
            editor.add(
                    difference == null
                            ? operator
                            : new Binary(
                                    BinaryFunction.SQUARED_DIFFERENCE,
                                    difference.left(),
                                    difference.right(),
                                    operator.output(),
                                    Activation.NONE));
        }
        if (!found) {
            return graph;
        }
        editor.removeUnneeded();
        return editor.graph();
    }

    /** What the operator squares, if that is a difference that nothing else reads; else null. */
    private static Binary squared(Graph graph, Uses uses, Operator operator) {
        if (!(operator instanceof Mul product)
                || product.left() != product.right()
                || product.activation() != Activation.NONE
                || uses.readers(product.left()) != 2
                || uses.producer(product.left()) == Uses.NONE) {
            return null;
        }
        return graph.operators().get(uses.producer(product.left())) instanceof Binary binary
                        && binary.function() == BinaryFunction.SUB
                        && binary.activation() == Activation.NONE
                ? binary
                : null;
    }
}
