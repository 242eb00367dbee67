// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    /** Activations 0 to 6, weights 7, bias 8. */
    private static Graph graph(List<Operator> operators, List<Integer> outputs) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tensors.add(new Tensor("value " + i, DataType.FLOAT32, Shape.of(1, 2), null, null));
        }
        tensors.add(Tensor.constant("weights", Shape.of(2, 2), 1, 2, 3, 4));
        tensors.add(Tensor.constant("bias", Shape.of(2), 0, 0));
        return new Graph("blocks", tensors, operators, List.of(0), outputs);
    }

    private static Operator layer(int from, int to) {
        return new FullyConnected(from, 7, 8, to, Activation.NONE, false);
    }

    @Test
    void residualsEndWhereTheyAreAdded() {
        Graph graph = graph(
                List.of(
                        layer(0, 1),
                        layer(1, 2),
                        layer(2, 3),
                        new Add(1, 3, 4, Activation.NONE),
                        layer(4, 5),
                        new Softmax(5, 6, 1)),
                List.of(6));
        assertEquals(
                List.of(
                        new Block(List.of(0), List.of(1)),
                        new Block(List.of(1), List.of(4)),
                        new Block(List.of(4), List.of(5))),
                Block.of(graph));
        assertEquals(
                List.of(layer(1, 2), layer(2, 3), new Add(1, 3, 4, Activation.NONE)),
                Block.part(graph, List.of(1), List.of(4)).operators());
    }

    @Test
    void oneWithoutWeightsGoesWithTheNext() {
        Graph graph = graph(List.of(new Softmax(0, 1, 1), layer(1, 2), new Softmax(2, 3, 1), layer(3, 4)), List.of(4));
        assertEquals(List.of(new Block(List.of(0), List.of(2)), new Block(List.of(2), List.of(4))), Block.of(graph));
    }

    @Test
    void severalOutputsAreOfTheLast() {
        Graph graph = graph(List.of(layer(0, 1), layer(1, 2), layer(1, 3)), List.of(2, 3));
        assertEquals(List.of(new Block(List.of(0), List.of(1)), new Block(List.of(1), List.of(2, 3))), Block.of(graph));
    }
}
