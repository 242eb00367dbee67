// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Runs a model on records as the oracle does. */
public final class ModelRun {

    private ModelRun() {}

    /** {@code records}: the bytes of all inputs in order, {@code count} times. The outputs in the same form. */
    public static byte[] run(Model model, Backend backend, byte[] records, int count) {
        return run(model, SessionOptions.defaults().withBackend(backend), records, count);
    }

    /** The same with other options. */
    public static byte[] run(Model model, SessionOptions options, byte[] records, int count) {
        ByteBuffer outputs = ByteBuffer.allocate(Math.multiplyExact(count, bytes(model.outputs())));
        ByteBuffer inputs = ByteBuffer.wrap(records);
        try (Session session = model.newSession(options)) {
            for (int record = 0; record < count; record++) {
                for (int i = 0; i < model.inputs().size(); i++) {
                    session.input(i).put(take(inputs, model.inputs().get(i)));
                }
                session.run();
                for (int i = 0; i < model.outputs().size(); i++) {
                    session.output(i).get(take(outputs, model.outputs().get(i)));
                }
            }
        }
        return outputs.array();
    }

    /** The next bytes of {@code buffer}, as many as the tensor has. */
    private static ByteBuffer take(ByteBuffer buffer, Tensor tensor) {
        int bytes = Math.toIntExact(tensor.bytes());
        ByteBuffer slice = buffer.slice(buffer.position(), bytes);
        buffer.position(buffer.position() + bytes);
        return slice;
    }

    private static int bytes(List<Tensor> tensors) {
        return Math.toIntExact(tensors.stream().mapToLong(Tensor::bytes).sum());
    }
}
