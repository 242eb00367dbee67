// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.graph.Graph;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random bytes of tensors. */
final class Values {

    private Values() {}

    /** One record for a graph: the bytes of all its inputs in order. The same graph and seed give the same. */
    static byte[] inputs(Graph graph, long seed) {
        return inputs(graph.inputs().stream().map(graph::tensor).toList(), seed);
    }

    static byte[] inputs(List<Tensor> tensors, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Tensor tensor : tensors) {
            bytes.writeBytes(draw(random, tensor.type(), tensor.shape().elements()));
        }
        return bytes.toByteArray();
    }

    static Tensor constant(RandomGenerator random, String name, DataType type, Quantization quantization, Shape shape) {
        return new Tensor(name, type, shape, quantization, ByteBuffer.wrap(draw(random, type, shape.elements())));
    }

    /** All over the range, or at its ends, or all at its lowest value, or around 0; floats around 0, 1 or -1. */
    private static byte[] draw(RandomGenerator random, DataType type, int elements) {
        byte[] bytes = new byte[Math.toIntExact(type.bytes(elements))];
        int kind = random.nextInt(8);
        if (type == DataType.FLOAT32) {
            floats(random, kind, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } else if (type == DataType.INT16) {
            ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (data.hasRemaining()) {
                data.putShort((short) integer(random, kind, Short.MIN_VALUE, Short.MAX_VALUE));
            }
        } else {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) integer(random, kind, Byte.MIN_VALUE, Byte.MAX_VALUE);
            }
        }
        return bytes;
    }

    private static int integer(RandomGenerator random, int kind, int lowest, int highest) {
        return switch (kind) {
            case 0 -> lowest;
            case 1 -> random.nextBoolean() ? lowest : highest;
            case 2 -> random.nextInt(7) - 3;
            default -> lowest + random.nextInt(highest - lowest + 1);
        };
    }

    private static void floats(RandomGenerator random, int kind, ByteBuffer data) {
        float middle = kind % 3 - 1;
        float spread = kind == 7 ? 0 : kind < 4 ? 1 : 0.1f;
        while (data.hasRemaining()) {
            // No negative zero, which a sum would lose.
            data.putFloat((middle + (float) random.nextGaussian()) * spread + 0f);
        }
    }
}
