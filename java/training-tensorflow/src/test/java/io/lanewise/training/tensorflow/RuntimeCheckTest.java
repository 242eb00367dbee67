// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.instructions.activation.UnaryFunction;
import io.lanewise.operators.activation.Unary;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.training.LayerAgreement;
import io.lanewise.training.Loss;
import io.lanewise.training.Optimizer;
import io.lanewise.training.RuntimeAgreement;
import io.lanewise.training.Trainer;
import io.lanewise.training.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two HARD_SWISH on every int8 value. TFLite rounds them in a fixed point of its own, which training does not follow;
 * the second writes steps a fifth of the first's, so that a step in between becomes several at the end.
 */
class RuntimeCheckTest {
    private static final int VALUES = 256;
    private static final float STEP = 0.03f;
    private static final float FINE_STEP = STEP / 5;

    private static Graph graph(boolean floatOutput) {
        List<Tensor> tensors = List.of(
                new Tensor("in", DataType.INT8, Shape.of(1, VALUES), Quantization.perTensor(STEP, 0), null),
                new Tensor("between", DataType.INT8, Shape.of(1, VALUES), Quantization.perTensor(STEP, 0), null),
                new Tensor("out", DataType.INT8, Shape.of(1, VALUES), Quantization.perTensor(FINE_STEP, 0), null),
                new Tensor("reals", DataType.FLOAT32, Shape.of(1, VALUES), null, null));
        List<Operator> operators = new ArrayList<>(
                List.of(new Unary(UnaryFunction.HARD_SWISH, 0, 1), new Unary(UnaryFunction.HARD_SWISH, 1, 2)));
        if (floatOutput) {
            operators.add(new Dequantize(2, 3));
        }
        return new Graph(
                "swish",
                floatOutput ? tensors : tensors.subList(0, 3),
                operators,
                List.of(0),
                List.of(floatOutput ? 3 : 2));
    }

    private static float[] everyValue() {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = STEP * (i - 128);
        }
        return values;
    }

    /** What a trainer gives at the end, counted here against what a session gives there. */
    private static LayerAgreement counted(Graph graph) {
        int equal = 0;
        int largest = 0;
        try (Trainer trainer = new TensorFlowTrainer(
                        graph, new TrainerSettings(1, new Loss.SquaredError(List.of(1f)), new Optimizer.Adam()));
                Session session = Model.of(graph).newSession()) {
            session.input(0).putFloats(everyValue());
            session.run();
            float[] expected = session.output(0).floats();
            float[] actual = trainer.outputs(List.of(everyValue())).get(0);
            for (int i = 0; i < VALUES; i++) {
                int apart = Math.abs(Math.round(expected[i] / FINE_STEP) - Math.round(actual[i] / FINE_STEP));
                equal += apart == 0 ? 1 : 0;
                largest = Math.max(largest, apart);
            }
        }
        return new LayerAgreement("HARD_SWISH out", VALUES, equal, largest);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outputsAreFedWithTheSamplesAlone(boolean floatOutput) {
        Graph graph = graph(floatOutput);
        RuntimeAgreement agreement =
                new TensorFlowEngine().compare(graph, List.of(new LabelledSample(everyValue(), -1)));
        assertEquals(List.of(counted(graph)), agreement.outputs());
        assertEquals(2, agreement.layers().size(), agreement.toString());
        for (LayerAgreement layer : agreement.layers()) {
            assertTrue(layer.equal() < layer.values() && layer.largestStep() == 1, layer.toString());
        }
        assertTrue(agreement.outputs().get(0).largestStep() > 1, agreement.toString());
    }
}
