// SPDX-License-Identifier: Apache-2.0
package io.lanewise.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.Window;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Add;
import io.lanewise.operators.pooling.MaxPool2d;
import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class QdqExpansionTest {
    private static final Quantization FINE = Quantization.perTensor(0.1f, 0);
    private static final Quantization COARSE = Quantization.perTensor(0.5f, 3);

    @Test
    void tflitesRoundingStays() {
        Graph graph = graph(new Add(0, 0, 1, Activation.NONE), FINE, COARSE).withRounding(Rounding.TFLITE);
        assertSame(graph, QdqExpansion.apply(graph));
    }

    @Test
    void aSumIsOfReals() {
        assertEquals(
                List.of("DEQUANTIZE", "ADD", "QUANTIZE"),
                kinds(graph(new Add(0, 0, 1, Activation.RELU), FINE, COARSE)));
    }

    @Test
    void rescalingIsByReals() {
        assertEquals(List.of("DEQUANTIZE", "QUANTIZE"), kinds(graph(new Quantize(0, 1), FINE, COARSE)));
    }

    @Test
    void movedValuesStayIntegersUnlessTheirMeaningChanges() {
        Operator pool = new MaxPool2d(0, 1, Window.valid(1, 1, 1, 1, 1, 1), Activation.NONE);
        assertEquals(List.of("MAX_POOL_2D"), kinds(graph(pool, FINE, FINE)));
        assertEquals(List.of("DEQUANTIZE", "MAX_POOL_2D", "QUANTIZE"), kinds(graph(pool, FINE, COARSE)));
    }

    private static List<String> kinds(Graph graph) {
        Graph laidOut = QdqExpansion.apply(graph);
        assertEquals(Rounding.ONNX, laidOut.rounding());
        assertEquals(
                graph.tensors(), laidOut.tensors().subList(0, graph.tensors().size()));
        return laidOut.operators().stream().map(Operator::kind).toList();
    }

    private static Graph graph(Operator operator, Quantization in, Quantization out) {
        Shape shape = Shape.of(1, 2, 2, 3);
        return new Graph(
                "test",
                List.of(
                        new Tensor("in", DataType.INT8, shape, in, null),
                        new Tensor("out", DataType.INT8, shape, out, null)),
                List.of(operator),
                List.of(0),
                List.of(1),
                Rounding.ONNX);
    }
}
