// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.tensor.DataType;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator that has an int8 form becomes int8. */
class EveryOperatorTest {

    static Stream<OperatorSample> samples() {
        return OperatorSamples.of(Form.FLOAT32).filter(sample -> sample.forms().contains(Form.INT8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void becomesInt8(OperatorSample sample) {
        OperatorCase drawn = sample.draw(0, Form.FLOAT32);
        Model model = Model.of(drawn.graph());
        Quantizer quantizer = Quantizer.of(model);
        try (Calibration calibration = new Calibration(quantizer.converted(), Backend.JAVA)) {
            calibration.add(inputs(drawn));
            Graph graph = quantizer.quantize(calibration.statistics()).graph();
            List<DataType> types = graph.operators().stream()
                    .filter(operator -> operator.getClass() == drawn.operator().getClass())
                    .map(Operator::output)
                    .map(output -> graph.tensor(output).type())
                    .toList();
            assertEquals(List.of(DataType.INT8), types, drawn::toString);
        }
    }

    private static float[][] inputs(OperatorCase drawn) {
        FloatBuffer values =
                ByteBuffer.wrap(drawn.inputs()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] inputs = new float[drawn.graph().inputs().size()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new float
                    [drawn.graph().tensor(drawn.graph().inputs().get(i)).shape().elements()];
            values.get(inputs[i]);
        }
        return inputs;
    }
}
