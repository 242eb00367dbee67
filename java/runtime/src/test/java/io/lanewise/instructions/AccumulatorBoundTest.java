// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.tensor.Activation;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound sits at 2^31 - 1 exactly: here 1000 weights of -128 in channel 1, and what is left for the bias. */
class AccumulatorBoundTest {
    private static final int DEPTH = 1000;

    @ParameterizedTest
    @ValueSource(ints = {-128, -1, 0, 127})
    void isExact(int zeroPoint) {
        int farthest = Math.max(127 - zeroPoint, zeroPoint + 128);
        int left = Integer.MAX_VALUE - DEPTH * 128 * farthest;
        assertEquals(List.of(), warnings(zeroPoint, left));
        assertEquals(List.of(), warnings(zeroPoint, -left));
        assertEquals(
                List.of("output channel 1 can overflow its int32 accumulator: weights of"
                        + " magnitude 128000 in all, input up to " + farthest + " from its zero point, bias "
                        + (left + 1) + "; it then wraps, as TFLite's does"),
                warnings(zeroPoint, left + 1));
        assertEquals(1, warnings(zeroPoint, -left - 1).size());
        assertEquals(1, warnings(zeroPoint, Integer.MIN_VALUE).size());
    }

    private static List<String> warnings(int zeroPoint, int bias) {
        List<String> warnings = new ArrayList<>();
        ByteBuffer weights = ByteBuffer.allocate(2 * DEPTH);
        for (int i = DEPTH; i < 2 * DEPTH; i++) {
            weights.put(i, (byte) -128);
        }
        ByteBuffer biases =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(4, bias);
        Quantization scale = Quantization.perTensor(0.001f, 0);
        Layer layer = new Layer(
                new Tensor("in", DataType.INT8, Shape.of(1, DEPTH), Quantization.perTensor(0.01f, zeroPoint), null),
                new Tensor("weights", DataType.INT8, Shape.of(2, DEPTH), scale, weights),
                new Tensor("bias", DataType.INT32, Shape.of(2), null, biases),
                new Tensor("out", DataType.INT8, Shape.of(1, 2), scale, null),
                0,
                Activation.NONE,
                warnings::add);
        FullyConnectedRequantization.of(layer, Weights.of(layer), false);
        return warnings;
    }
}
