// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.instructions.reduction.ReduceFunction;
import io.lanewise.operators.reduction.Reduce;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.testing.GraphBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SUM of integers: the reals' sum on the output's grid, for which TFLite's reference kernel is no reference. */
class SumTest {
    private static final int ROWS = 40;
    private static final int REDUCED = 6;

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT8", "INT16"})
    void isTheSumOfReals(DataType type) {
        boolean wide = type == DataType.INT16;
        Quantization in = Quantization.perTensor(0.03f, wide ? 0 : 11);
        // A ratio of 1/2 to 1 is scaled by one multiplication without a shift, which rounds once.
        Quantization out = Quantization.perTensor(0.045f, wide ? 0 : -9);
        GraphBuilder g = new GraphBuilder();
        int input = g.input(type, in, ROWS, REDUCED);
        int output = g.activation(type, out, ROWS);
        Model model = Model.of(g.add(new Reduce(ReduceFunction.SUM, input, output, List.of(1), false))
                .build(output));
        Random random = new Random(4);
        ByteBuffer record = ByteBuffer.allocate(ROWS * REDUCED * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        double[] sums = new double[ROWS];
        for (int i = 0; i < ROWS * REDUCED; i++) {
            int value = wide ? random.nextInt(1 << 14) - (1 << 13) : random.nextInt(256) - 128;
            sums[i / REDUCED] += (double) in.scale() * (value - in.zeroPoint());
            if (wide) {
                record.putShort((short) value);
            } else {
                record.put((byte) value);
            }
        }
        for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
            try (Session session = model.newSession(SessionOptions.defaults().withBackend(backend))) {
                session.input(0).put(record.array());
                session.run();
                ByteBuffer results = ByteBuffer.wrap(session.output(0).bytes()).order(ByteOrder.LITTLE_ENDIAN);
                for (double sum : sums) {
                    long expected = Math.round(sum / out.scale()) + out.zeroPoint();
                    long least = wide ? Short.MIN_VALUE : Byte.MIN_VALUE;
                    long clamped = Math.max(least, Math.min(-least - 1, expected));
                    assertEquals(clamped, wide ? results.getShort() : results.get(), backend.toString());
                }
            }
        }
    }
}
