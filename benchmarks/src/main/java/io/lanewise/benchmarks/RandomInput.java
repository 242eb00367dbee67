// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** The same random inputs each time: all bytes of int8, floats from -6 to 6 (random bytes would be NaN too). */
final class RandomInput {
    private final Random random = new Random(2);

    private RandomInput() {}

    /** For a model with one input. */
    static byte[] of(Model model) {
        return new RandomInput().bytes(model.inputs().get(0));
    }

    /** Fills all inputs. */
    static void fill(Session session, Model model) {
        RandomInput input = new RandomInput();
        for (int i = 0; i < model.inputs().size(); i++) {
            session.input(i).put(input.bytes(model.inputs().get(i)));
        }
    }

    private byte[] bytes(Tensor tensor) {
        byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
        if (tensor.type() != DataType.FLOAT32) {
            random.nextBytes(bytes);
            return bytes;
        }
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat(12 * random.nextFloat() - 6);
        }
        return bytes;
    }
}
