// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;

/** Gives a graph's inputs another batch and lets all shapes follow. */
final class Resizing {
    private final Graph graph;
    private final GraphEditor editor;

    private Resizing(Graph graph) {
        this.graph = graph;
        this.editor = GraphEditor.of(graph);
    }

    static Graph apply(Graph graph, int batch) {
        Resizing pass = new Resizing(graph);
        for (int input : graph.inputs()) {
            Shape shape = graph.tensor(input).shape();
            if (shape.rank() == 0 || batch < 1) {
                throw new ModelException(
                        graph.name(), "input " + graph.tensor(input) + " cannot have a batch of " + batch);
            }
            int[] dims = shape.dims();
            dims[0] = batch;
            pass.resize(input, Shape.of(dims));
        }
        for (int i = 0; i < graph.operators().size(); i++) {
            try {
                pass.follow(graph.operators().get(i));
            } catch (IllegalArgumentException e) {
                throw new ModelException(
                        graph.name(),
                        graph.describe(i) + ": " + e.getMessage() + "; this model takes the"
                                + " batch that is in its file alone",
                        e);
            }
        }
        return pass.editor.graph();
    }

    private void follow(Operator operator) {
        List<Shape> shapes = operator.outputShapes(
                graph,
                operator.inputs().stream()
                        .map(input -> editor.tensor(input).shape())
                        .toList());
        for (int i = 0; i < shapes.size(); i++) {
            resize(operator.outputs().get(i), shapes.get(i));
        }
    }

    private void resize(int index, Shape shape) {
        Tensor tensor = editor.tensor(index);
        editor.replace(index, new Tensor(tensor.name(), tensor.type(), shape, tensor.quantization(), tensor.data()));
    }
}
