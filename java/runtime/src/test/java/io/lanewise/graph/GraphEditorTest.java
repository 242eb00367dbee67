// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.operators.activation.Logistic;
import io.lanewise.operators.activation.Relu;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphEditorTest {
    private static final int UNUSED = 0;
    private static final int X = 1;
    private static final int SUM = 2;
    private static final int NEXT = 3;
    private static final int Y = 4;
    private static final int DEAD = 5;

    /** sum += x, which is what lives across runs; y = relu(x); dead = logistic(y). */
    private static Graph graph() {
        return new Graph(
                "toy",
                List.of(tensor("unused"), tensor("x"), tensor("sum"), tensor("next"), tensor("y"), tensor("dead")),
                List.of(new Add(X, SUM, NEXT, Activation.NONE), new Relu(X, Y, Activation.RELU), new Logistic(Y, DEAD)),
                List.of(X),
                List.of(Y),
                Rounding.ONNX,
                List.of(new Variable(SUM, NEXT)));
    }

    private static Tensor tensor(String name) {
        return new Tensor(name, DataType.FLOAT32, Shape.of(1, 3), null, null);
    }

    @Test
    void nothingChangesByItself() {
        assertEquals(graph(), GraphEditor.of(graph()).graph());
        GraphEditor editor = GraphEditor.withoutOperators(graph());
        graph().operators().forEach(editor::add);
        assertEquals(graph(), editor.graph());
    }

    @Test
    void outputsAndVariablesRead() {
        Uses uses = new Uses(graph());
        assertEquals(
                List.of(0, 2, 1, 1, 2, 0),
                List.of(
                        uses.readers(UNUSED),
                        uses.readers(X),
                        uses.readers(SUM),
                        uses.readers(NEXT),
                        uses.readers(Y),
                        uses.readers(DEAD)));
        assertEquals(0, uses.producer(NEXT));
        assertEquals(Uses.NONE, uses.producer(SUM));
        assertEquals(Uses.NONE, uses.producer(X));
        assertFalse(uses.isUsed(UNUSED));
        assertTrue(uses.isUsed(DEAD));
    }

    @Test
    void unusedTensorsGoAndTheRestIsNamedAnew() {
        Graph cleaned = GraphEditor.of(graph()).cleaned();
        assertEquals(graph().tensors().subList(X, DEAD + 1), cleaned.tensors());
        assertEquals(
                List.of(
                        new Add(X - 1, SUM - 1, NEXT - 1, Activation.NONE),
                        new Relu(X - 1, Y - 1, Activation.RELU),
                        new Logistic(Y - 1, DEAD - 1)),
                cleaned.operators());
        assertEquals(List.of(X - 1), cleaned.inputs());
        assertEquals(List.of(Y - 1), cleaned.outputs());
        assertEquals(List.of(new Variable(SUM - 1, NEXT - 1)), cleaned.variables());
        assertEquals(Rounding.ONNX, cleaned.rounding());
    }

    @Test
    void aVariableThatNothingReadsStays() {
        Graph graph = new Graph(
                "delay",
                List.of(tensor("unused"), tensor("x"), tensor("before")),
                List.of(),
                List.of(1),
                List.of(1),
                Rounding.TFLITE,
                List.of(new Variable(2, 1)));
        assertEquals(
                List.of(new Variable(1, 0)), GraphEditor.of(graph).cleaned().variables());
    }

    /** An operator that only a variable depends on is needed, one that nothing depends on is not. */
    @Test
    void unneededOperatorsGo() {
        GraphEditor editor = GraphEditor.of(graph());
        editor.removeUnneeded();
        assertEquals(graph().operators().subList(0, 2), editor.graph().operators());
        assertEquals(Uses.NONE, editor.producer(DEAD));
        assertEquals(graph().tensors().subList(X, DEAD), editor.cleaned().tensors());
    }

    @Test
    void producersFollowEveryChange() {
        GraphEditor editor = GraphEditor.of(graph());
        int added = editor.add(tensor("added"));
        assertEquals(DEAD + 1, added);
        assertEquals(1, editor.producer(Y));
        editor.replace(1, new Relu(X, added, Activation.RELU));
        assertEquals(Uses.NONE, editor.producer(Y));
        assertEquals(1, editor.producer(added));
        assertEquals(3, editor.add(new Relu(added, Y, Activation.RELU6)));
        assertEquals(3, editor.producer(Y));
        assertThrows(ModelException.class, editor::graph, "an operator reads y before it is written");
    }

    @Test
    void inputsAndOutputsChange() {
        GraphEditor editor = GraphEditor.withoutOperators(graph());
        editor.setInterface(List.of(X, Y), List.of(NEXT, X));
        editor.add(graph().operators().get(0));
        editor.replace(X, tensor("renamed"));
        Graph changed = editor.graph();
        assertEquals(List.of(X, Y), changed.inputs());
        assertEquals(List.of(NEXT, X), changed.outputs());
        assertEquals("renamed", changed.tensor(X).name());
    }
}
