// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.calibration.Calibration;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import io.lanewise.testing.Form;
import io.lanewise.testing.OperatorCase;
import io.lanewise.testing.OperatorSample;
import io.lanewise.testing.OperatorSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator that has an int8 form becomes int8. */
class EveryOperatorTest {
    /** What the quantizer leaves alone though TFLite has an int8 form. */
    private static final Set<String> LEFT_FLOAT = Set.of("NEG", "QUOTIENT", "REDUCE_PROD", "ROOT", "SUM");

    static Stream<OperatorSample> samples() {
        return OperatorSamples.of(Form.FLOAT32)
                .filter(sample -> sample.forms().contains(Form.INT8))
                .filter(sample -> givesReals(sample.draw(0, Form.FLOAT32)) && givesReals(sample.draw(0, Form.INT8)))
                .filter(sample -> !LEFT_FLOAT.contains(sample.name()));
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

    /** Truths and indices stay what they are, and so does what makes them. */
    private static boolean givesReals(OperatorCase drawn) {
        return drawn.operator().outputs().stream()
                .allMatch(output -> drawn.graph().tensor(output).isReal());
    }

    private static float[][] inputs(OperatorCase drawn) {
        ByteBuffer values = ByteBuffer.wrap(drawn.inputs()).order(ByteOrder.LITTLE_ENDIAN);
        return drawn.graph().inputs().stream()
                .map(input -> values(drawn.graph().tensor(input), values))
                .toArray(float[][]::new);
    }

    private static float[] values(Tensor input, ByteBuffer bytes) {
        float[] values = new float[input.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (input.type()) {
                case FLOAT32 -> bytes.getFloat();
                case INT32 -> bytes.getInt();
                case INT64 -> bytes.getLong();
                case BOOL -> bytes.get();
                default -> throw new AssertionError(input);
            };
        }
        return values;
    }
}
