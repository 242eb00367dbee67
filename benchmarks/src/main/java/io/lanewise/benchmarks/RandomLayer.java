// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.graph.Tensor;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Constants of an int8 layer that is quantized per channel. */
final class RandomLayer {
    private static final float WEIGHT_SCALE = 0.002f;

    private RandomLayer() {
    }

    /** Random weights, none of them -128. */
    static Tensor weights(Shape shape, int channelAxis) {
        ByteBuffer values = ByteBuffer.allocate(shape.elements());
        Random random = new Random(1);
        while (values.hasRemaining()) {
            values.put((byte) (random.nextInt(255) - 127));
        }
        return new Tensor("weights", DataType.INT8, shape, perChannel(WEIGHT_SCALE, shape.dim(channelAxis), channelAxis),
                values.flip());
    }

    /** A bias of zeros for such weights behind an input of this quantization. */
    static Tensor bias(int channels, Quantization input) {
        return new Tensor("bias", DataType.INT32, Shape.of(channels), perChannel(input.scale() * WEIGHT_SCALE, channels, 0),
                ByteBuffer.allocate(channels * Integer.BYTES));
    }

    private static Quantization perChannel(float scale, int channels, int axis) {
        float[] scales = new float[channels];
        Arrays.fill(scales, scale);
        return Quantization.perChannel(scales, new int[channels], axis);
    }
}
