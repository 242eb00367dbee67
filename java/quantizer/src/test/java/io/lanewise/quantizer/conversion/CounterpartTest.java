// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.operators.matmul.FullyConnected;
import io.lanewise.quantizer.SmallNetwork;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A quantized model knows what each of its tensors stands for, whatever the passes added, dropped and renamed. */
class CounterpartTest {
    private static final Graph REAL = FuseOperators.apply(SmallNetwork.float32());

    private static QuantizedModel quantized(Graph real, Graph repaired, InterfaceType type, Scheme scheme) {
        QuantizedModel start = QuantizedModel.of(real, repaired, scheme, tensor -> new Range(-1 - tensor, 3 + tensor));
        return new Int8Conversion(type).convert(start, ScaleFormula.TFLITE);
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, kind:INPUT=int8",
        "FLOAT32, kind:INPUT=int8",
        "FLOAT32, kind:.*=int16",
        "INT8, kind:ADD|MUL=int16",
        "FLOAT32, kind:CONV_2D|SOFTMAX=float",
        "INT8, 'kind:FULLY_CONNECTED|CONV_2D=weight-only,int4-weights'",
        "FLOAT32, kind:CONV_2D=dynamic",
        "INT8, kind:INPUT=float"
    })
    void everyTensorStandsForOneOfTheFloatGraph(InterfaceType type, String override) {
        Scheme scheme = Scheme.INT8.with(SchemeOverride.parse(override));
        QuantizedModel model = quantized(REAL, REAL, type, scheme);
        for (int i = 0; i < model.graph().tensors().size(); i++) {
            Tensor original = REAL.tensor(model.origin(i).orElseThrow());
            assertEquals(original.shape(), model.graph().tensor(i).shape());
            assertTrue(model.graph().tensor(i).name().startsWith(original.name()), "the name says nothing else");
        }
        List<Integer> activations = new ArrayList<>(REAL.inputs());
        REAL.operators().forEach(operator -> activations.add(operator.output()));
        for (int tensor : activations) {
            assertEquals(OptionalInt.of(tensor), model.origin(model.counterpart(tensor)));
            assertEquals(Optional.of(new Range(-1 - tensor, 3 + tensor)), model.range(tensor));
        }
        for (int i = 0; i < REAL.operators().size(); i++) {
            assertEquals(REAL.operators().get(i).kind(), model.operator(i).kind());
            assertEquals(
                    model.scheme(i).arithmetic().isInteger(), model.output(i).type() != DataType.FLOAT32);
        }
        // Whatever the interface, the input's counterpart are the integers that operators read.
        assertEquals(
                model.scheme(0).arithmetic().isInteger(),
                model.graph().tensor(model.counterpart(REAL.inputs().get(0))).type() != DataType.FLOAT32);
    }

    /** Weights that a repair replaced stand for those of the float graph; a bias that it added stands for none. */
    @Test
    void repairedConstantsKeepTheirOrigin() {
        int dense = IntStream.range(0, REAL.operators().size())
                .filter(i -> REAL.operators().get(i) instanceof FullyConnected)
                .findFirst()
                .orElseThrow();
        FullyConnected layer = (FullyConnected) REAL.operators().get(dense);
        List<Tensor> tensors = new ArrayList<>(REAL.tensors());
        Tensor weights = REAL.tensor(layer.weights());
        tensors.add(Tensor.constant(
                "other", weights.shape(), new float[weights.shape().elements()]));
        List<Operator> operators = new ArrayList<>(REAL.operators());
        operators.set(
                dense, layer.with(layer.input(), tensors.size() - 1, layer.bias(), layer.output(), layer.activation()));
        Graph repaired = REAL.with(tensors, operators, REAL.inputs(), REAL.outputs());
        QuantizedModel model = quantized(REAL, repaired, InterfaceType.INT8, Scheme.INT8);
        FullyConnected converted = (FullyConnected) model.operator(dense);
        assertEquals("other", model.graph().tensor(converted.weights()).name());
        assertEquals(OptionalInt.of(layer.weights()), model.origin(converted.weights()));
        assertEquals(REAL, model.source());
    }

    @Test
    void constantsHaveNoCounterpart() {
        QuantizedModel model = quantized(REAL, REAL, InterfaceType.INT8, Scheme.INT8);
        int constant = IntStream.range(0, REAL.tensors().size())
                .filter(i -> REAL.tensor(i).isConstant())
                .findFirst()
                .orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> model.counterpart(constant));
    }
}
